/** What the host remembers with: the memory of the ledger, and briefs composed from it by structure alone. */
import {
  composeBrief,
  decodeMemory,
  emptyMemory,
  encodeMemory,
  type Memory,
  memoryFormat,
  records,
  remember,
} from '../memory/index.ts'
import type { Recollection } from './host-options.ts'

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
  return {
    memory: () => memory,
    format: memoryFormat,
    encode: () => encodeMemory(memory),
    restore: (text, state) => {
      memory = decodeMemory(text, state)
    },
    remember: (event, position) => remember(memory, event, position),
    brief: (state, ask) => composeBrief(memory, state, { ask, options }),
    records: () => records(memory),
  }
}
