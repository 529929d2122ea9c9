/** A chain that can be counted: a line in a file for each transaction that comes in, and for each that falls out. */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { isJsonObject, type JsonObject } from '../../src/base/index.ts'
import type { EffectAnswer, EnvironmentPort } from '../../src/host/ports/index.ts'

/** What was ever in the chain, in order: `in` and `out` with the key of a transaction. */
export const chainLines = (file: string): readonly string[] => {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(0, -1)
  } catch {
    return []
  }
}

/** How often a transaction came in; its block is called so, so that each time gives another receipt. */
const blockOf = (file: string, key: string): number =>
  chainLines(file).filter((line) => line === `in ${key}`).length

const holds = (file: string, key: string): boolean =>
  chainLines(file).findLast((line) => line.endsWith(` ${key}`)) === `in ${key}`

const write = (file: string, line: string): void => {
  const chain = openSync(file, 'a')
  writeSync(chain, `${line}\n`)
  fsyncSync(chain)
  closeSync(chain)
}

/** Replaces the block that holds a transaction, unless it came in again since. */
export const reorganise = (file: string, key: string, block: number): void => {
  if (holds(file, key) && blockOf(file, key) === block) write(file, `out ${key}`)
}

const receiptOf = (file: string, key: string): JsonObject => ({
  transaction: key,
  block: blockOf(file, key),
})

/**
 * Opens the chain. The first block of a transaction is replaced before anybody learns how settled it is, so that its
 * receipt falls before it can be written; the second is only seen, and from the third on it is final.
 */
export const openChain = (file: string): EnvironmentPort => ({
  kind: 'chain',
  preview: async () => ({ title: 'lock', text: '' }),
  perform: async ({ key }) => {
    // Only the host's care keeps it from coming in twice: the chain takes whatever it is given.
    write(file, `in ${key}`)
    return { kind: 'done', receipt: receiptOf(file, key) }
  },
  ask: async ({ key }): Promise<EffectAnswer> =>
    holds(file, key) ? { kind: 'done', receipt: receiptOf(file, key) } : { kind: 'not-started' },
  undo: async ({ key }) => {
    if (holds(file, key)) write(file, `out ${key}`)
    return {}
  },
  exists: async () => undefined,
  finalityOf: async (receipt) => {
    const { transaction, block } = isJsonObject(receipt) ? receipt : {}
    const key = typeof transaction === 'string' ? transaction : ''
    reorganise(file, key, 1)
    if (!holds(file, key) || blockOf(file, key) !== block) return 'gone'
    return block > 2 ? 'final' : 'seen'
  },
  close: async () => undefined,
})
