/** The verb that shows what the firm is for. */
import type { VerbForm } from './verb-form.ts'
import { atOption } from './at-option.ts'

export const goalsForm: VerbForm = {
  name: 'goals',
  summary: 'What the firm is for, and the goals that stand below it, with their open work.',
  example: 'firm goals',
  arguments: [],
  options: [atOption],
  newcomer: false,
}
