/** The verb that walks the ledger's chain. */
import type { VerbForm } from './verb-form.ts'

export const verifyForm: VerbForm = {
  name: 'verify',
  summary: 'Walk the chain of the ledger and name the first event that does not fit.',
  example: 'firm verify --anchor anchor.json',
  arguments: [],
  options: [
    { name: 'anchor', summary: 'Hold it against what `firm anchor` printed.', value: 'FILE' },
  ],
  newcomer: false,
}
