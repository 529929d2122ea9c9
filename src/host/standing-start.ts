/** The state at a standing start: from the last snapshot that fits, and the events after it. */
import { isJsonObject } from '../base/index.ts'
import {
  decodeState,
  emptyState,
  encodeState,
  evolve,
  type FirmState,
  stateFormat,
} from '../kernel/index.ts'
import type { Book, Store } from '../ledger/index.ts'
import { decodeEvent } from './event-line.ts'
import type { Recollection } from './host-options.ts'

/** After so many events since the last, closing keeps a snapshot. */
const eventsBetween = 500

const formatOf = (recollection: Recollection): string => `${stateFormat} ${recollection.format}`

/**
 * The state of a store's ledger, with the recollection told of everything. Snapshot or not gives the same
 * (invariant 3): one that does not fit is dropped and everything is read.
 */
export const openState = async (store: Store, recollection: Recollection): Promise<FirmState> => {
  const state = (await fromSnapshot(store, recollection)) ?? emptyState()
  for await (const batch of store.read(state.position)) {
    for (const entry of batch) {
      const event = decodeEvent(entry.body)
      evolve(state, event)
      recollection.remember(event, entry.position)
    }
  }
  return state
}

const fromSnapshot = async (
  store: Store,
  recollection: Recollection,
): Promise<FirmState | undefined> => {
  const kept = await store.snapshots.latest(formatOf(recollection))
  if (kept === undefined) return undefined
  const body: unknown = JSON.parse(kept.body)
  if (!isJsonObject(body)) return undefined
  const { state: stateText, memory } = body
  if (typeof stateText !== 'string' || typeof memory !== 'string') return undefined
  const state = decodeState(stateText)
  recollection.restore(memory, state)
  return state
}

/** Keeps a snapshot of what is durable, where enough has happened since the last one. */
export const keepSnapshot = async (
  store: Store,
  book: Book,
  kept: { readonly state: FirmState; readonly recollection: Recollection },
): Promise<void> => {
  const { state, recollection } = kept
  const { position, hash } = book.durable
  if (book.failure !== undefined || position !== state.position) return
  const format = formatOf(recollection)
  const last = await store.snapshots.latest(format)
  if (position - (last?.position ?? 0) < eventsBetween) return
  const body = JSON.stringify({ state: encodeState(state), memory: recollection.encode() })
  await store.snapshots.keep({ format, position, hash, body })
}
