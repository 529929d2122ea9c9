/** The fence around a member's programs: the firm's folder and the user's home are hidden, its own login is not. */
import { join, resolve, sep } from 'node:path'
import type { ProcessOrder } from '../../host/ports/index.ts'
import type { Manner } from './manner.ts'

/** What the programs of members are kept from. */
export interface MindFence {
  /** FIRM_HOME, and whatever else no member may see. */
  readonly hidden: readonly string[]
  /** Whether they may use the network; a coding agent that asks a model elsewhere must. */
  readonly network: boolean
}

/** The fence of one member's programs, as part of an order; the worktree is the folder of the order. */
export const fencing = (
  fence: MindFence | undefined,
  manner: Pick<Manner, 'keeps'>,
  variables: { readonly [name: string]: string },
): Pick<ProcessOrder, 'fence'> => {
  if (fence === undefined) return {}
  const { HOME } = variables
  const { hidden, network } = fence
  // A home that is the whole system, as daemons have it, cannot be hidden from what runs on it.
  if (HOME === undefined || resolve(HOME) === sep) return { fence: { hidden, kept: [], network } }
  const kept = manner.keeps.map(({ path, writable }) => ({ path: join(HOME, path), writable }))
  return { fence: { hidden: [...hidden, HOME], kept, network } }
}
