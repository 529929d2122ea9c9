/** Walks the chain of a ledger and names the first event that does not fit. */
import type { Refused } from '../base/index.ts'
import { DamagedLedgerError } from './damaged-ledger-error.ts'
import { type Anchor, chainHash, emptyAnchor, type Entry } from './entry.ts'
import type { Store } from './store.ts'

/** The ledger is whole, as far as could be told. */
export interface Verified {
  readonly ok: true
  readonly tip: Anchor
  /** What it was held against: an anchor proves the past, itself only that no event was changed alone. */
  readonly against: 'anchor' | 'itself'
  readonly message: string
}

/** How a ledger can fail to fit. */
export type Misfit = 'changed' | 'missing' | 'damaged' | 'not-the-anchored'

/** The first event that does not fit. */
export interface Misfitting extends Refused<Misfit> {
  readonly position: number
}

/** Verifies a ledger from its first event, against an anchor where one is given. It writes nothing. */
export const verify = async (store: Store, anchor?: Anchor): Promise<Verified | Misfitting> => {
  let tip = emptyAnchor
  try {
    for await (const entries of store.read(0)) {
      const walked = walk(tip, entries, anchor)
      if ('ok' in walked) return walked
      tip = walked
    }
  } catch (error) {
    if (error instanceof DamagedLedgerError) return misfit('damaged', error.position, error.message)
    throw error
  }
  return conclude(tip, anchor)
}

const walk = (
  from: Anchor,
  entries: readonly Entry[],
  anchor: Anchor | undefined,
): Anchor | Misfitting => {
  let tip = from
  for (const entry of entries) {
    const expected = tip.position + 1
    if (entry.position !== expected) return missing(expected, `position ${entry.position} is next`)
    const hash = chainHash(tip.hash, entry.body)
    if (hash !== entry.hash) return changed(expected)
    tip = { position: expected, hash }
    if (anchor?.position === expected && anchor.hash !== hash) return notTheAnchored(anchor)
  }
  return tip
}

const conclude = (tip: Anchor, anchor: Anchor | undefined): Verified | Misfitting => {
  if (anchor === undefined) {
    const message = `${countEvents(tip)}, consistent with itself; an anchor would also show a rewritten or cut past`
    return { ok: true, tip, against: 'itself', message }
  }
  if (tip.position < anchor.position) {
    return missing(tip.position + 1, `the anchor knows ${anchor.position} events`)
  }
  if (anchor.position === 0 && anchor.hash !== emptyAnchor.hash) return notTheAnchored(anchor)
  const message = `${countEvents(tip)}, and the first ${anchor.position} are those of the anchor`
  return { ok: true, tip, against: 'anchor', message }
}

const countEvents = ({ position }: Anchor): string =>
  position === 1 ? '1 event' : `${position} events`

const changed = (position: number): Misfitting =>
  misfit(
    'changed',
    position,
    `event ${position} does not fit the chain: it, its hash or its place was changed`,
  )

const missing = (position: number, found: string): Misfitting =>
  misfit('missing', position, `event ${position} is missing: ${found}`)

const notTheAnchored = ({ position }: Anchor): Misfitting =>
  misfit(
    'not-the-anchored',
    position,
    `event ${position} is not the one of the anchor: it or one before it was rewritten, and the chain after it`,
  )

const misfit = (why: Misfit, position: number, message: string): Misfitting => ({
  ok: false,
  why,
  position,
  message,
  hint: 'Restore the ledger from a copy that verifies; nothing from this event on can be relied on.',
})
