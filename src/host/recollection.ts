/** What the host remembers with: the memory of the ledger, and briefs composed from it by structure alone. */
import {
  composeBrief,
  decodeMemory,
  emptyMemory,
  encodeMemory,
  firstTokensMax,
  firstWords,
  type Memory,
  memoryFormat,
  newsSince,
  records,
  remember,
  whatStands,
} from '../memory/index.ts'
import type { Recollection } from './host-options.ts'
import { openToldBefore } from './told-before.ts'

/** How briefs are sized. */
export interface RecollectionOptions {
  readonly tokensMax: number
  readonly countTokens: (text: string) => number
}

/** A recollection that begins empty and is told of every event, replayed ones first. */
export const openRecollection = (
  options: RecollectionOptions,
): Recollection & { readonly memory: () => Memory } => {
  let memory = emptyMemory()
  const told = openToldBefore()
  return {
    memory: () => memory,
    format: memoryFormat,
    encode: () => encodeMemory(memory),
    restore: (text, state) => {
      memory = decodeMemory(text, state)
    },
    remember: (event, position) => {
      remember(memory, event, position)
      told.hear(event)
    },
    brief: (state, asked) => {
      const ask = { ...asked, saidBefore: (text: string) => told.has(asked, text) }
      const { text, tokens, said, receipt } = composeBrief(memory, state, { ask, options })
      told.keep(asked, said)
      return { text, tokens, tokensBy: receipt.tokensBy }
    },
    firstWords: (state, ask) => {
      const { countTokens } = options
      return firstWords(memory, state, { ask, options: { tokensMax: firstTokensMax, countTokens } })
    },
    newsSince: (state, ask) => newsSince(memory, state, ask),
    whatStands: (state, ask) => whatStands(memory, state, ask),
    records: () => records(memory),
  }
}
