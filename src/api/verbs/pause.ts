/** The verb that stops a member or the whole firm. */
import type { VerbForm } from './verb-form.ts'

export const pauseForm: VerbForm = {
  name: 'pause',
  summary: 'Stop a member, or the whole firm, until `firm resume`.',
  example: 'firm pause eve',
  arguments: [
    { name: 'member', summary: 'Who; the whole firm where it is left out.', required: false },
  ],
  options: [{ name: 'because', summary: 'Why, for whoever it stops.', value: 'TEXT' }],
  newcomer: false,
}
