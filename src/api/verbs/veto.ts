/** The verb that stops a waiting intent. */
import type { VerbForm } from './verb-form.ts'

export const vetoForm: VerbForm = {
  name: 'veto',
  summary: 'Stop a waiting intent; what it says stays vetoed.',
  example: 'firm veto i3 --because "not on a Friday"',
  arguments: [{ name: 'intent', summary: 'One that `firm intents` lists.', required: true }],
  options: [
    { name: 'because', summary: 'Why, for whoever it stops.', value: 'TEXT' },
    { name: 'for-good', summary: 'Refuse the message itself, whatever it says.' },
  ],
  newcomer: false,
}
