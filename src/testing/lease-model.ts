/** Who holds which paths, read from the ledger alone: a judge that knows nothing of the kernel's own reckoning. */
import type { FirmEvent } from '../kernel/index.ts'

/** A lease as the ledger says it was taken. */
export interface ModelLease {
  readonly root: string
  readonly by: string
  readonly paths: readonly string[]
  readonly at: number
}

/** The leases that are held after these events. */
export const leasesAfter = (events: readonly FirmEvent[]): readonly ModelLease[] => {
  const leases = new Map<string, ModelLease>()
  for (const event of events) {
    if (event.type === 'message-sent' && event.lease !== undefined) {
      const paths = event.lease.map((one) => one.slice(one.indexOf(':') + 1))
      const { enactment: root, by, at } = event
      leases.set(root, { root, by, paths, at })
    } else if (event.type === 'enactment-ended') leases.delete(event.enactment)
  }
  return [...leases.values()]
}

/** Whether one path lies in the other. */
export const overlaps = (a: string, b: string): boolean =>
  a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`)

/** What is wrong with a write that was allowed to a seat: no lease of its own, or another's beside it. */
export const allowedBreaches = (
  held: readonly ModelLease[],
  seat: string,
  paths: readonly string[],
): readonly string[] =>
  paths.flatMap((path) => {
    const isOwn = held.some(
      (lease) =>
        lease.by === seat && lease.paths.some((one) => one === path || path.startsWith(`${one}/`)),
    )
    const other = othersOn(held, seat, path)[0]
    return [
      ...(isOwn ? [] : [`${path} was allowed to ${seat} without a durable lease`]),
      ...(other === undefined ? [] : [`${path} was allowed to ${seat} beside ${other.root}`]),
    ]
  })

/** What is wrong with a refusal: it says that somebody holds a path, and not who. */
export const refusedBreaches = (because: string): readonly string[] =>
  because.includes(' is held by ') && !/edit:(ada|bea|cyd)-\d+/.test(because)
    ? [`a refusal names nobody: ${because}`]
    : []

/** What is wrong with a write that happens now: others hold what it writes. */
export const writtenBreaches = (
  held: readonly ModelLease[],
  seat: string,
  path: string,
): readonly string[] =>
  othersOn(held, seat, path).map(({ root }) => `${path} was written though ${root} holds it`)

const othersOn = (held: readonly ModelLease[], seat: string, path: string): readonly ModelLease[] =>
  held.filter((lease) => lease.by !== seat && lease.paths.some((one) => overlaps(one, path)))
