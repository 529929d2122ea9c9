/** The verb that ends open work. */
import type { VerbForm } from './verb-form.ts'

export const cancelForm: VerbForm = {
  name: 'cancel',
  summary: 'End open work as cancelled; what it did and can undo is undone first.',
  example: 'firm cancel change:7 --because "no longer wanted"',
  arguments: [{ name: 'enactment', summary: 'One that `firm status` lists.', required: true }],
  options: [{ name: 'because', summary: 'Why, for whoever it stops.', value: 'TEXT' }],
  newcomer: false,
}
