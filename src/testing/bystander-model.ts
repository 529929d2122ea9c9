/** Whose lease a command broke for certain: where the holder may have been writing itself, nobody can tell who did it. */
import { type ModelLease, overlaps } from './lease-model.ts'

/** What a judge of commands knows of everybody's writes. */
export interface BystanderModel {
  /** These paths were allowed to somebody, who has not said yet that they are written. */
  readonly allowed: (paths: readonly string[]) => void
  readonly reported: (path: string) => void
  /** A door was opened on these leases: what was allowed before may still be on its way. */
  readonly carried: (leases: readonly ModelLease[]) => void
  readonly isBeingWritten: (path: string) => boolean
  /** The lease of another than this seat that a write of the path breaks. */
  readonly find: (held: readonly ModelLease[], seat: string, path: string) => string | undefined
}

/** Knows of no write yet. */
export const openBystanderModel = (): BystanderModel => {
  const unreported = new Map<string, number>()
  const carried = new Set<string>()
  return {
    allowed: (paths) => {
      for (const path of paths) unreported.set(path, (unreported.get(path) ?? 0) + 1)
    },
    reported: (path) => {
      const left = (unreported.get(path) ?? 0) - 1
      if (left > 0) unreported.set(path, left)
      else unreported.delete(path)
    },
    carried: (leases) => {
      for (const { root } of leases) carried.add(root)
    },
    isBeingWritten: (path) => unreported.has(path),
    find: (held, seat, path) => {
      if (seat === '' || unreported.has(path)) return undefined
      const lease = held.find(
        ({ by, paths }) => by !== seat && paths.some((one) => overlaps(one, path)),
      )
      return lease === undefined || carried.has(lease.root) ? undefined : lease.root
    },
  }
}
