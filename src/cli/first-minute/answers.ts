/** The answers of a run: given in a file, built in where nobody sits before the screen, or asked at it. */
import { z } from 'zod'
import type { Judgement } from '../../charters/first-minute/index.ts'
import type { Intent } from '../../kernel/index.ts'

/** Your moves; each can be left out, and then does not happen. */
export interface Answers {
  /** What becomes of links whose page is gone. */
  readonly answer?: 'unlink' | 'guide' | undefined
  /** What you say later instead. */
  readonly change?: 'unlink' | 'guide' | undefined
  /** Whether you veto a merge that deletes a file. */
  readonly veto?: boolean | undefined
  /** Whether the host is killed in the middle of a merge. */
  readonly kill?: boolean | undefined
  /** Whether an engineer reports a commit that does not exist. */
  readonly lie?: boolean | undefined
}

const choice = z.enum(['unlink', 'guide']).optional()
const flag = z.boolean().optional()

/** Reads answers from JSON; a name that is none of them is refused. */
export const answersSchema: z.ZodType<Answers> = z.strictObject({
  answer: choice,
  change: choice,
  veto: flag,
  kill: flag,
  lie: flag,
})

/** What happens where nobody is asked and no file is given. */
export const builtIn: Answers = {
  answer: 'unlink',
  change: 'guide',
  veto: true,
  kill: true,
  lie: true,
}

/** Whether a preview shows that a file would be deleted. */
export const deletes = (preview: string): boolean => /^deleted file mode /m.test(preview)

/** What these answers say of an intent. */
export const judgeBy = (answers: Answers, preview: string): Judgement =>
  answers.veto === true && deletes(preview)
    ? { kind: 'veto', because: 'do not delete it: mend it' }
    : { kind: 'approve' }

/** Who is asked; `undefined` leaves a move out. */
export interface Person {
  readonly answer: (text: string, answers: readonly string[]) => Promise<string | undefined>
  readonly change: (topic: string, now: string) => Promise<string | undefined>
  readonly judge: (intent: Intent, preview: string) => Promise<Judgement>
}

/** A person who answers from a list. */
export const listedPerson = (answers: Answers): Person => ({
  answer: async () => await Promise.resolve(answers.answer),
  change: async () => await Promise.resolve(answers.change),
  judge: async (_intent, preview) => await Promise.resolve(judgeBy(answers, preview)),
})
