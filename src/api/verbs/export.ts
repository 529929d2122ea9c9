/** The verb that writes everything down for others to read. */
import type { VerbForm } from './verb-form.ts'
import { atOption } from './at-option.ts'

export const exportForm: VerbForm = {
  name: 'export',
  summary: 'Write charter, ledger and content to a folder, in plain files.',
  example: 'firm export ../acme-2026',
  arguments: [{ name: 'folder', summary: 'Where; it must not exist.', required: true }],
  options: [atOption],
  newcomer: false,
}
