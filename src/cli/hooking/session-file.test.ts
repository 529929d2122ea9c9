/** The session of a window goes from its hooks to its tools, and to nobody else. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { dropSession, keepSession, readSession } from './session-file.ts'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'firm-sessions-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const process = '4711@pid:[4026531836]'

it('a session is kept by its process, readable to its owner alone, and gone with its window', () => {
  expect(readSession(home, process)).toBeUndefined()
  keepSession(home, process, 's-one')
  expect(readSession(home, process)).toBe('s-one')
  expect(readSession(home, '4712@pid:[4026531836]')).toBeUndefined()
  expect(readSession(home, '4711@pid:[1]')).toBeUndefined()
  const [file = ''] = readdirSync(join(home, 'windows'))
  expect(statSync(join(home, 'windows', file)).mode & 0o777).toBe(0o600)
  expect(statSync(join(home, 'windows')).mode & 0o777).toBe(0o700)
  keepSession(home, process, 's-two')
  dropSession(home, process, 's-one')
  expect(readSession(home, process)).toBe('s-two')
  dropSession(home, process, 's-two')
  expect(readSession(home, process)).toBeUndefined()
})

it('a session that cannot be kept harms nobody', () => {
  expect(() => keepSession(join(home, 'nowhere'), process, 's-one')).not.toThrow()
  keepSession(home, '../../etc/4711@pid:[1]', 's-one')
  expect(readdirSync(join(home, 'windows'))).toEqual(['4711@1'])
})
