/** A search for origins: what was followed already, for whom, and what to say of an event. */
import type { Json } from '../../base/index.ts'
import type { FirmEvent } from '../../kernel/index.ts'
import type { Reader } from '../audience.ts'
import type { Memory } from '../memory.ts'
import { sentenceOf } from '../wording/sentence.ts'
import type { Origin } from './origin.ts'

/** One answer in the making. */
export interface Search {
  readonly memory: Memory
  /** Absent: the keeper of the ledger, who reads everything. */
  readonly reader: Reader | undefined
  /** Positions and paths that were followed already, so that each is told once. */
  readonly told: Set<string>
  /** How deep the answer is followed already. */
  depth: number
}

/** A chain of versions can be as long as the firm is old: what lies deeper is asked for by its own name. */
const depthMax = 40

/** Says an event to whoever asks. */
export const says = (search: Search, event: FirmEvent): string => {
  const { memory, reader } = search
  return sentenceOf(event, reader === undefined ? { memory } : { memory, reader })
}

/** A node that nothing more is said of but its event. */
export const nodeOf = (
  search: Search,
  node: {
    readonly fact: string
    readonly value: Json
    readonly by: string
    readonly event: FirmEvent
    readonly position: number
  },
  from: readonly Origin[],
): Origin => ({
  fact: node.fact,
  value: node.value,
  by: node.by,
  at: node.event.at,
  settled: 'final',
  position: node.position,
  says: says(search, node.event),
  from,
})

/** Follows something once: where it was told already, or lies too deep, its origin is left to another question. */
export const once = (
  search: Search,
  key: string,
  follow: () => readonly Origin[],
): { readonly from: readonly Origin[]; readonly again?: true; readonly deeper?: true } => {
  if (search.told.has(key)) return { from: [], again: true }
  if (search.depth >= depthMax) return { from: [], deeper: true }
  search.told.add(key)
  search.depth += 1
  const from = follow()
  search.depth -= 1
  return { from }
}
