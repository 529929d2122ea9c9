/** The verb that says something else in the place of a waiting intent. */
import type { VerbForm } from './verb-form.ts'
import { passphraseOption } from './passphrase-option.ts'

export const amendForm: VerbForm = {
  name: 'amend',
  summary: 'Veto a waiting intent and send your own message in its place; signed.',
  example: 'firm amend i3 "keep the old name"',
  arguments: [
    { name: 'intent', summary: 'One that `firm intents` lists.', required: true },
    {
      name: 'text',
      summary: 'The value of its one fact, or its facts as JSON.',
      required: true,
      many: true,
    },
  ],
  options: [
    { name: 'because', summary: 'Why, for whoever it stops.', value: 'TEXT' },
    passphraseOption,
  ],
  newcomer: false,
}
