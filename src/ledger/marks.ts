/** The port of the index side: which positions bear a name. Rebuildable, it carries the position it has seen. */
import { assert } from '../base/index.ts'

/** A name that the event at a position bears, such as a used key or an enactment. */
export interface Mark {
  readonly name: string
  readonly position: number
}

/** The rebuildable index of a store. It never runs ahead of what is durable. */
export interface Marks {
  /** Through which position the index has seen the ledger. */
  readonly position: () => Promise<number>
  /**
   * Adds the marks of all events after `from` through `through`, at once or not at all. Nothing happens where the index
   * is no longer at `from`, for then another host has added them: the answer is the index's position afterwards.
   */
  readonly add: (from: number, through: number, marks: readonly Mark[]) => Promise<number>
  /** The positions that bear a name, ascending, through a position. */
  readonly find: (name: string, through: number) => Promise<readonly number[]>
  /** Forgets everything; the next reading starts at 0. */
  readonly clear: () => Promise<void>
}

/** Asserts that marks lie where they say, and that the index stays behind the durable ledger. */
export const assertMarks = (
  { from, through, tip }: { readonly from: number; readonly through: number; readonly tip: number },
  marks: readonly Mark[],
): void => {
  assert(from <= through && through <= tip, 'the index goes forward and never ahead of the ledger')
  assert(
    marks.every(({ position }) => position > from && position <= through),
    'every mark lies within the positions that are added',
  )
}
