/** The verb that shows what one mind is given for one turn. */
import type { VerbForm } from './verb-form.ts'
import { atOption } from './at-option.ts'

export const briefForm: VerbForm = {
  name: 'brief',
  summary: "What a member's mind would be given for a turn, and what was left out of it.",
  example: 'firm brief eve change:7',
  arguments: [
    { name: 'member', summary: 'Who is briefed.', required: true },
    {
      name: 'enactment',
      summary: 'For which work; where it is left out, that of the turn under way or due.',
      required: false,
    },
  ],
  options: [{ name: 'tokens', summary: 'The budget; 1500 unless told.', value: 'COUNT' }, atOption],
  newcomer: false,
}
