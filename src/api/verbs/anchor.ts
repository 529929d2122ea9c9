/** The verb that prints where the ledger stands. */
import type { VerbForm } from './verb-form.ts'

export const anchorForm: VerbForm = {
  name: 'anchor',
  summary: 'Print where the ledger stands, to be kept where nobody can change it with the ledger.',
  example: 'firm anchor --json > anchor.json',
  arguments: [],
  options: [],
  newcomer: false,
}
