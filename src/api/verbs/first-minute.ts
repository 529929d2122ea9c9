/** The verb that shows what a company of agents is, on a private clone of a repository. */
import { z } from 'zod'
import type { VerbForm } from '../verb-form.ts'

const accounts = z.object({
  collisions: z.int().min(0),
  stale: z.int().min(0),
  falseDone: z.int().min(0),
  lost: z.int().min(0),
  questions: z.int().min(0),
  turns: z.int().min(0),
  bytes: z.int().min(0),
})

export const firstMinuteForm: VerbForm = {
  name: 'first-minute',
  summary: 'See in a minute what a company of agents is, on a private clone of a repository.',
  example: 'firm first-minute . --seed 7',
  arguments: [{ name: 'path', summary: 'A git repository; it is only read.', required: false }],
  options: [
    { name: 'seed', summary: 'The same seed gives the same minute; 1 unless told.', value: 'N' },
    {
      name: 'answers',
      summary: 'Your moves, as JSON; what is left out does not happen.',
      value: 'FILE',
    },
    { name: 'fast', summary: 'Print as it happens, without a pause to read.' },
    { name: 'serve', summary: 'Keep the host serving at the end, also without a terminal.' },
  ],
  newcomer: true,
  endsUnread: true,
  result: z.object({
    home: z.string(),
    repository: z.string(),
    usual: z.string(),
    seed: z.int(),
    pid: z.int(),
    briefTokens: z.int(),
    recoveryMs: z.number().exactOptional(),
    firm: accounts,
    today: accounts,
  }),
}
