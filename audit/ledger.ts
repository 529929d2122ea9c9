/** Reading a ledger: who works on what, what is open when, and which merge belongs to which delivery. */
import { type Line, textIn } from './line.ts'

/** Messages of that name, in order. */
export const saidIn = (lines: readonly Line[], message: string): readonly Line[] =>
  lines.filter((line) => line.type === 'message-sent' && line.message === message)

/** Events of that type, in order. */
export const eventsOf = (lines: readonly Line[], type: string): readonly Line[] =>
  lines.filter((line) => line.type === type)

/** Rounds go on with what their root began. */
export const rootOf = (enactment: string | null): string => (enactment ?? '').replace(/~\d+$/, '')

/** The engineer of each piece of work, by its root: whoever was offered it. */
export const engineersIn = (lines: readonly Line[]): ReadonlyMap<string, string> =>
  new Map(
    saidIn(lines, 'offer').map((line) => [rootOf(line.enactment), textIn(line.facts, 'engineer')]),
  )

/** The enactments that are open before a position. */
export const openAt = (lines: readonly Line[], position: number): ReadonlySet<string> => {
  const open = new Set<string>()
  for (const line of lines) {
    if (line.position >= position) break
    if (line.type === 'enactment-opened') open.add(line.enactment ?? '')
    if (line.type === 'enactment-ended') open.delete(line.enactment ?? '')
  }
  return open
}

/** A merge that was done, with the delivery that it merged. */
export interface Landed {
  readonly enactment: string
  readonly receipt: Line
  readonly delivery: Line | undefined
}

/** The merges of a ledger, in order. */
export const landedIn = (lines: readonly Line[]): readonly Landed[] =>
  eventsOf(lines, 'effect-settled')
    .filter((line) => line.message === 'apply' && line.more['outcome'] === 'done')
    .map((receipt) => {
      const delivery = saidIn(lines, 'deliver').findLast(
        (line) => line.enactment === receipt.enactment && line.position < receipt.position,
      )
      return { enactment: receipt.enactment ?? '', receipt, delivery }
    })
