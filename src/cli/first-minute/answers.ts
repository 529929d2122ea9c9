/** The answers of a run: given in a file, built in where nobody sits before the screen, or asked at it. */
import { z } from 'zod'
import type { Judgement } from '../../charters/first-minute/index.ts'
import type { Intent } from '../../kernel/index.ts'

/** Your moves; each can be left out, and then does not happen. */
export const Answers = z.strictObject({
  /** What becomes of links whose page is gone. */
  answer: z.enum(['unlink', 'guide']).optional(),
  /** What you say later instead. */
  change: z.enum(['unlink', 'guide']).optional(),
  /** Whether you veto a merge that deletes a file. */
  veto: z.boolean().optional(),
  /** Whether the host is killed in the middle of a merge. */
  kill: z.boolean().optional(),
  /** Whether an engineer reports a commit that does not exist. */
  lie: z.boolean().optional(),
})
export type Answers = z.output<typeof Answers>

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
