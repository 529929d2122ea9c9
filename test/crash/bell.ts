/** An environment that can be counted: every ring is a line in a file, and nothing keeps it from ringing twice. */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { EnvironmentPort } from '../../src/host/ports/index.ts'

/** The keys of all rings so far, one for each time. */
export const ringsOf = (file: string): readonly string[] => {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(0, -1)
  } catch {
    return []
  }
}

const ring = (file: string, line: string): void => {
  const bell = openSync(file, 'a')
  writeSync(bell, `${line}\n`)
  fsyncSync(bell)
  closeSync(bell)
}

/** A bell that can be asked, or a mute one that cannot. Only the host's care keeps it from ringing twice. */
export const openBell = (file: string, isMute: boolean): EnvironmentPort => ({
  kind: 'bell',
  preview: async () => ({ title: 'ring', text: '' }),
  perform: async ({ key }) => {
    ring(file, key)
    return { kind: 'done', receipt: {} }
  },
  ask: async ({ key }) => {
    if (isMute) return { kind: 'unknown', why: 'a mute bell does not tell' }
    return ringsOf(file).includes(key) ? { kind: 'done', receipt: {} } : { kind: 'not-started' }
  },
  undo: async ({ key }) => {
    // An undoing is repeated where its receipt was lost, so whoever undoes looks first.
    if (!ringsOf(file).includes(`undone ${key}`)) ring(file, `undone ${key}`)
    return {}
  },
  exists: async () => undefined,
  close: async () => undefined,
})
