/** The verb that tells a member something. */
import type { VerbForm } from './verb-form.ts'

export const tellForm: VerbForm = {
  name: 'tell',
  summary: 'Tell a member something that its next turns begin with.',
  example: 'firm tell eve "mind the cache" --in change:7',
  arguments: [
    { name: 'member', summary: 'Who is told.', required: true },
    { name: 'text', summary: 'What.', required: true, many: true },
  ],
  options: [
    {
      name: 'in',
      summary: 'Only in this work; in all of its open work where it is left out.',
      value: 'ENACTMENT',
    },
  ],
  newcomer: false,
}
