/** Who holds which paths now: the leases of everybody else, by the work that holds them. */
import { formatInstant } from '../../base/index.ts'
import { type FirmState, leasedPaths } from '../../kernel/index.ts'
import type { Memory } from '../memory.ts'

/** The leases of one piece of work. */
export interface HeldPaths {
  readonly root: string
  /** Who holds a role in it. */
  readonly holders: readonly string[]
  /** Seen from the repository's root; the empty path is all of it. */
  readonly paths: readonly string[]
  /** Where it stands in the ledger. */
  readonly position: number
  /** The minute in which it was opened, in UTC. */
  readonly since: string
}

/** The leases of everybody but one member, in the order of their work. */
export const heldByOthers = (
  { memory, state }: { readonly memory: Memory; readonly state: FirmState },
  member: string,
): readonly HeldPaths[] =>
  [...new Set(state.leases.values())].flatMap((root) => {
    const held = heldPaths(memory, state, root)
    return held.holders.includes(member) ? [] : [held]
  })

/** What one piece of work holds, and who works on it. A round goes on with what its first one leased. */
export const heldPaths = (memory: Memory, state: FirmState, root: string): HeldPaths => {
  const trace = memory.traces.get(root)
  const roles = [...(state.open.get(root)?.roles.values() ?? [])]
  const holders = roles.length === 0 ? (trace?.who ?? []) : roles.map((one) => one.member)
  return {
    root,
    holders: [...new Set(holders)],
    paths: leasedPaths(state, root),
    position: trace?.position ?? 0,
    since: `${formatInstant(trace?.opened.at ?? state.at).slice(11, 16)} UTC`,
  }
}
