/** Telling at the pace of a reader: in order, with a pause after each piece, and a question may be answered at once. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { pacedPrinter } from './printing.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('leaves a pause after each piece, and waits for none after the last', async () => {
  const written: string[] = []
  const printer = pacedPrinter((text) => written.push(text), 300)
  for (const text of ['one', 'two', 'asked']) printer.print(text)
  let isShown = false
  void printer.flush().then(() => (isShown = true))
  await vi.advanceTimersByTimeAsync(0)
  expect(written).toEqual(['one'])
  await vi.advanceTimersByTimeAsync(599)
  expect(written).toEqual(['one', 'two'])
  expect(isShown).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(written).toEqual(['one', 'two', 'asked'])
  expect(isShown).toBe(true)
})

it('prints at once where no pace is asked for', async () => {
  const written: string[] = []
  const printer = pacedPrinter((text) => written.push(text), 0)
  printer.print('one')
  expect(written).toEqual(['one'])
  await printer.flush()
})
