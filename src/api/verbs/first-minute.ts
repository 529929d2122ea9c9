/** The verb that shows what a company of agents is, on a private clone of a repository. */
import type { VerbForm } from './verb-form.ts'

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
}
