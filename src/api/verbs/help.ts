/** The verb that lists the verbs. */
import type { VerbForm } from './verb-form.ts'

export const helpForm: VerbForm = {
  name: 'help',
  summary: 'Show the verbs to begin with, `all` of them, or one of them.',
  example: 'firm help all',
  arguments: [{ name: 'verb', summary: 'A verb, or `all`.', required: false }],
  options: [],
  newcomer: false,
}
