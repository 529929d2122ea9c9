/** The verb that shows the firm as it stands. */
import type { VerbForm } from './verb-form.ts'
import { atOption } from './at-option.ts'

export const statusForm: VerbForm = {
  name: 'status',
  summary: 'Who does what, what is about to happen, what waits for you, what is held by whom.',
  example: 'firm status --at 120',
  arguments: [],
  options: [atOption],
  newcomer: true,
}
