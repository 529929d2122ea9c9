/** Wants: who was refused what, as the ledger notes it once for each who wants a path and each who holds it. */
import type { Json } from '../../base/index.ts'
import { isJsonObject } from '../../base/index.ts'
import type { FirmEvent, FirmState } from '../../kernel/index.ts'
import type { Entry } from '../../ledger/index.ts'
import { decodeEvent } from '../event-line.ts'
import { textOf } from './visit.ts'

/** Somebody wants a path that another holds. */
export interface Want {
  readonly path: string
  readonly seat: string
  /** The visit of who wants it. */
  readonly visit: string
  /** The enactment that holds it. */
  readonly holder: string
}

/** A want as an observation carries it. */
export const wantData = (want: Want): Json => ({ wants: { ...want } })

/** The want that an event notes; undefined where it notes something else. */
export const wantIn = (event: FirmEvent): Want | undefined => {
  if (event.type !== 'observation-noted' || !isJsonObject(event.data)) return undefined
  const { wants } = event.data
  if (!isJsonObject(wants)) return undefined
  const { path, seat, visit, holder } = wants
  return { path: textOf(path), seat: textOf(seat), visit: textOf(visit), holder: textOf(holder) }
}

/** Whether both are still there: who wants it and who holds it. */
export const isWanted = ({ open }: FirmState, { visit, holder }: Want): boolean =>
  open.has(visit) && open.has(holder)

/** The ledger after a position. */
type Read = (after: number) => AsyncIterable<readonly Entry[]>

/** Who wants what another holds now; what was noted is younger than the oldest visit that is still here. */
export const wantsNow = async (state: FirmState, read: Read): Promise<readonly Want[]> => {
  const visits = [...state.open.values()].filter(({ protocol }) => protocol === 'window')
  if (visits.length === 0) return []
  const oldest = Math.min(...visits.map(({ openedAt }) => openedAt))
  const wants: Want[] = []
  for await (const entries of read(oldest)) {
    for (const { body } of entries) {
      if (!body.includes('observation-noted')) continue
      const want = wantIn(decodeEvent(body))
      if (want !== undefined && isWanted(state, want)) wants.push(want)
    }
  }
  return wants
}
