/** The state at a standing start: from the last snapshot that fits, and the events after it. */
import { FirmError } from '../base/index.ts'
import {
  decodeState,
  emptyState,
  encodeState,
  evolve,
  type FirmState,
  stateFormat,
} from '../kernel/index.ts'
import type { Book, Entry, Store } from '../ledger/index.ts'
import { decodeEvent } from './event-line.ts'
import type { Recollection } from './host-options.ts'

/** After so many events since the last, closing keeps a snapshot. */
const eventsBetween = 500

/** Parts the state from the recollection. JSON as we write it has no line break, so it is unmistakable. */
const partSeparator = '\n'

const formatOf = (recollection: Recollection): string =>
  `${stateFormat}, then ${recollection.format}`

/**
 * The state of a store's ledger, or as it stood at the position `through`, with the recollection told of
 * everything until then. Snapshot or not gives the same (invariant 3): one that does not fit is dropped and
 * everything is read.
 */
export const openState = async (
  store: Store,
  recollection: Recollection,
  through: number = Number.MAX_SAFE_INTEGER,
): Promise<FirmState> => {
  const state = (await fromSnapshot(store, recollection, through)) ?? emptyState()
  for await (const batch of store.read(state.position, { through })) {
    for (const entry of batch) replay(state, recollection, entry)
  }
  return state
}

const replay = (state: FirmState, recollection: Recollection, entry: Entry): void => {
  try {
    const event = decodeEvent(entry.body)
    evolve(state, event)
    recollection.remember(event, entry.position)
  } catch (cause) {
    throw new UnreadableEventError(entry, cause)
  }
}

const fromSnapshot = async (
  store: Store,
  recollection: Recollection,
  through: number,
): Promise<FirmState | undefined> => {
  const kept = await store.snapshots.latest(formatOf(recollection))
  if (kept === undefined || kept.position > through) return undefined
  const cut = kept.body.indexOf(partSeparator)
  if (cut < 0) return undefined
  const stateText = kept.body.slice(0, cut)
  const memory = kept.body.slice(cut + partSeparator.length)
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
  const body = encodeState(state) + partSeparator + recollection.encode()
  await store.snapshots.keep({ format, position, hash, body })
}

/** An event of the ledger that this program cannot replay. */
class UnreadableEventError extends FirmError {
  override readonly name = 'UnreadableEventError'

  constructor({ position, body }: Entry, cause: unknown) {
    const type = /"type":"([a-z-]{1,40})"/.exec(body)?.[1]
    const of = type === undefined ? 'of no type' : `of the type \`${type}\``
    super('unreadable-event', `the event at position ${position}, ${of}, cannot be replayed`, {
      hint: 'A newer Firm may have written it: take that one. `firm verify` tells whether the ledger was changed.',
      data: { position },
      cause,
    })
  }
}
