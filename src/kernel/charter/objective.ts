/** What the firm is for, as a charter says it. */
import type { GoalForm } from '../charter-form.ts'

/** A goal with its owner and its measure. */
export interface GoalSpec<Owner extends string = string> extends GoalForm {
  readonly owner: Owner
}

/** A goal: whose it is, and how one sees that it is reached. */
export const goal = <const Owner extends string>(
  text: string,
  { owner, measure }: { readonly owner: Owner; readonly measure: string },
): GoalSpec<Owner> => ({ text, owner, measure })
