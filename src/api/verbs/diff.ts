/** The verb that says how the charter on disk differs from the adopted one. */
import type { VerbForm } from './verb-form.ts'
import { atOption } from './at-option.ts'

export const diffForm: VerbForm = {
  name: 'diff',
  summary: 'How the charter on disk differs from the adopted one, and what that does to open work.',
  example: 'firm diff',
  arguments: [],
  options: [atOption],
  newcomer: false,
}
