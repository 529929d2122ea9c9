/** The tools of a window: what it may ask of its firm, in so few words that they cost next to nothing of its context. */
import { z } from 'zod'

const pathsSchema = z.array(z.string().min(1).max(4_096)).min(1).max(50)
const wordsSchema = z.string().min(1).max(4_000)
const topicSchema = z.string().min(1).max(200)

/** What is asked by tool. Paths are seen from the repository's root or from the window's folder. */
export interface WindowToolInputs {
  readonly who_is_on: { readonly paths: readonly string[] }
  readonly what_stands: { readonly about: string }
  readonly decide: { readonly topic: string; readonly decision: string }
  readonly hand_over: { readonly paths: readonly string[]; readonly to?: string }
  readonly ask: { readonly question: string; readonly to?: string }
}

/** The name of a tool. */
export type WindowToolName = keyof WindowToolInputs

/** What each tool takes, with the words that a model reads. */
export const windowToolInputs: {
  readonly [name in WindowToolName]: z.ZodType<WindowToolInputs[name]>
} = {
  who_is_on: z.object({ paths: pathsSchema.describe('Files or folders') }),
  what_stands: z.object({ about: topicSchema.describe('A path, or a topic such as `build`') }),
  decide: z.object({
    topic: topicSchema.describe('A word such as `build`, or a path'),
    decision: wordsSchema.describe('One sentence'),
  }),
  hand_over: z.object({
    paths: pathsSchema,
    to: topicSchema.exactOptional().describe('The member to tell'),
  }),
  ask: z.object({
    question: wordsSchema,
    to: topicSchema.exactOptional().describe('A member; the operator if left out'),
  }),
}

/** When a model should use each tool. */
export const windowToolWords: { readonly [name in WindowToolName]: string } = {
  who_is_on: 'Who edits or answers for these paths now, since when and until when.',
  what_stands:
    'What was decided about a path or topic, which goals and documents stand, and what was tried there and failed.',
  decide:
    'Make a decision that the others must keep. It stands at once where you may rule, and else waits for who may.',
  hand_over: 'Give back your lease on paths before your work ends, so that others may write them.',
  ask: 'Ask the operator, or tell a member something. Go on meanwhile: the answer comes to you by itself.',
}

/** Whether a text names a tool. */
export const isWindowTool = (name: string): name is WindowToolName =>
  Object.hasOwn(windowToolInputs, name)

/** What a tool answers: sentences, or why not with the mend. */
export interface WindowToolAnswer {
  readonly ok: boolean
  readonly text: string
}
