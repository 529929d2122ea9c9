/**
 * Waiting for leases, as far as the ledger tells: a message that takes a lease was kept off the menu from the
 * message before it until the last other holder of an overlapping resource let go.
 */
import type { FirmEvent, MessageSent } from '../kernel/index.ts'

/** Which leases are held, when others were let go, and since when each enactment is ready for its own. */
export interface LeaseWaits {
  /** By enactment, the resources that its chain of rounds holds. */
  readonly held: Map<string, readonly string[]>
  /** By resource, and by every folder above it: when something there was let go last. */
  readonly freedAt: Map<string, number>
  readonly freedBelowAt: Map<string, number>
  readonly readyAt: Map<string, number>
}

/** Before the first lease. */
export const emptyLeaseWaits = (): LeaseWaits => ({
  held: new Map(),
  freedAt: new Map(),
  freedBelowAt: new Map(),
  readyAt: new Map(),
})

/** Notes a message; for one that takes a lease, how long it waited for others, in ms. */
export const noteSent = (waits: LeaseWaits, event: MessageSent): number => {
  const readyAt = waits.readyAt.get(event.enactment)
  waits.readyAt.set(event.enactment, event.at)
  if (event.lease === undefined || event.lease.length === 0) return 0
  const root = rootOf(event.enactment)
  waits.held.set(root, [...(waits.held.get(root) ?? []), ...event.lease])
  if (readyAt === undefined) return 0
  const freed = Math.max(...event.lease.map((resource) => lastFreedAt(waits, resource)))
  return Math.max(0, freed - readyAt)
}

/** Notes that leases were let go: the chain of rounds ended, or the operator took them away. */
export const noteLease = (
  waits: LeaseWaits,
  event: Extract<FirmEvent, { readonly type: 'enactment-ended' | 'lease-lifted' }>,
): void => {
  const { enactment, type } = event
  if (type === 'enactment-ended') waits.readyAt.delete(enactment)
  // A later round shares the lease of its root, which lets go as it ends itself.
  if (type === 'enactment-ended' && enactment !== rootOf(enactment)) return
  const root = rootOf(enactment)
  for (const resource of waits.held.get(root) ?? []) {
    waits.freedAt.set(resource, event.at)
    for (const folder of foldersOf(resource)) waits.freedBelowAt.set(folder, event.at)
  }
  waits.held.delete(root)
}

// Round keys are the root's with `~2` and on.
const rootOf = (enactment: string): string => enactment.replace(/~\d+$/, '')

const foldersOf = (resource: string): readonly string[] => {
  const steps = resource.split('/')
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join('/'))
}

const lastFreedAt = (waits: LeaseWaits, resource: string): number => {
  const above = foldersOf(resource).map((folder) => waits.freedAt.get(folder) ?? 0)
  const own = waits.freedAt.get(resource) ?? 0
  return Math.max(own, waits.freedBelowAt.get(resource) ?? 0, ...above)
}
