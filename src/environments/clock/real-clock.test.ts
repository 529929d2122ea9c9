import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { formatInstant, later } from '../../base/index.ts'
import { realClock } from './index.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

test('a task runs at its instant and not before, also when that is months away', () => {
  const clock = realClock()
  const ran: string[] = []
  const monthMs = 30 * 24 * 3600 * 1000
  clock.schedule(later(clock.now(), 2 * monthMs), () => ran.push(formatInstant(clock.now())))
  vi.advanceTimersByTime(2 * monthMs - 1)
  expect(ran).toEqual([])
  vi.advanceTimersByTime(2)
  expect(ran).toEqual(['2026-03-02T00:00:00.000Z'])
})

test('a clock that jumps back does not let a task run before its instant', () => {
  const clock = realClock()
  const ran: string[] = []
  clock.schedule(later(clock.now(), 1000), () => ran.push(formatInstant(clock.now())))
  vi.setSystemTime(Date.UTC(2025, 11, 31, 23, 59, 50))
  vi.advanceTimersByTime(1000)
  expect(ran).toEqual([])
  vi.advanceTimersByTime(10_000)
  expect(ran).toEqual(['2026-01-01T00:00:01.000Z'])
})

test('a cancelled task does not run, and one of the past runs at once', () => {
  const clock = realClock()
  const ran: string[] = []
  clock.schedule(later(clock.now(), 10), () => ran.push('cancelled'))()
  clock.schedule(later(clock.now(), -10), () => ran.push('past'))
  vi.advanceTimersByTime(100)
  expect(ran).toEqual(['past'])
})
