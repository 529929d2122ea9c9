/** The keys of the door lie in FIRM_HOME, for its owner alone. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { join } from 'node:path'
import {
  doorFileOf,
  findDoorPort,
  keepDoorKeys,
  newDoorToken,
  readDoorKeys,
  removeDoorKeys,
} from './index.ts'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'firm door '))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

it('keys that were kept are read again, by their owner alone', () => {
  expect(readDoorKeys(home)).toBeUndefined()
  const keys = { port: 20_001, tokens: { claude: newDoorToken(), gemini: newDoorToken() } }
  keepDoorKeys(home, { port: 1, tokens: {} })
  keepDoorKeys(home, keys)
  expect(readDoorKeys(home)).toEqual(keys)
  expect((statSync(doorFileOf(home)).mode & 0o777).toString(8)).toBe('600')
  expect(readdirSync(home)).toEqual(['door.json'])
  removeDoorKeys(home)
  removeDoorKeys(home)
  expect(readDoorKeys(home)).toBeUndefined()
})

it.each([
  '',
  'rubbish',
  '[]',
  '{"port":20001}',
  '{"port":0,"tokens":{}}',
  '{"port":"20001","tokens":{}}',
  '{"port":20001,"tokens":[]}',
  '{"port":20001,"tokens":{"claude":""}}',
  '{"port":20001,"tokens":{"claude":7}}',
])('a file that holds %j is said to be broken, with the mend', (text) => {
  writeFileSync(doorFileOf(home), text)
  expect(() => readDoorKeys(home)).toThrow(/door\.json does not hold a port and tokens/)
  expect(readFileSync(doorFileOf(home), 'utf8')).toBe(text)
})

it('a token is never the same twice, and a port is one that no system gives away', async () => {
  expect(newDoorToken()).toMatch(/^[0-9a-f]{64}$/)
  expect(newDoorToken()).not.toBe(newDoorToken())
  const port = await findDoorPort()
  expect(port).toBeGreaterThanOrEqual(20_000)
  expect(port).toBeLessThan(30_000)
})
