/** The verb that reads the ledger aloud. */
import type { VerbForm } from './verb-form.ts'
import { atOption } from './at-option.ts'

export const logForm: VerbForm = {
  name: 'log',
  summary: 'Read what happened, one line an event, the oldest first.',
  example: 'firm log --after 120',
  arguments: [],
  options: [
    { name: 'after', summary: 'Begin after this position.', value: 'POSITION' },
    atOption,
    { name: 'enactment', summary: 'Only what belongs to one enactment.', value: 'NAME' },
    {
      name: 'views',
      summary: 'With --json: what each turn was shown, its brief within so many tokens.',
      value: 'TOKENS',
    },
  ],
  newcomer: true,
  endsUnread: true,
}
