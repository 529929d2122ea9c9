/** The atomic list of tasks of the usual way: who took what, and what is done. It is all that outlives its program. */
import { z } from 'zod'
import type { TaskPlan } from './tasks.ts'

const Listed = z.object({
  work: z.string(),
  engineer: z.string(),
  /** Taken is what its engineer works on, until it is merged or given up. */
  state: z.enum(['open', 'taken', 'done']),
  tries: z.int(),
  /** How often it was begun anew at the branch; in between, its engineer goes on in one worktree. */
  fresh: z.int(),
})
export type Listed = z.output<typeof Listed>

/** The list as a file holds it. */
export const TaskEntries = z.array(Listed)

/** Where the list is kept; a write is whole or did not happen. */
export interface TaskList {
  /** Undefined before it was first written. */
  readonly read: () => readonly Listed[] | undefined
  readonly write: (entries: readonly Listed[]) => void
}

/** The list of a plan: nobody has taken anything yet. */
export const listOf = ({ first }: TaskPlan): readonly Listed[] =>
  first.map(({ work, engineer }) => ({ work, engineer, state: 'open', tries: 0, fresh: 0 }))
