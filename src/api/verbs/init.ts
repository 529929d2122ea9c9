/** The verb that makes a firm. */
import type { VerbForm } from './verb-form.ts'
import { passphraseOption } from './passphrase-option.ts'

export const initForm: VerbForm = {
  name: 'init',
  summary: 'Make a firm for this repository: its charter, its ledger and your key.',
  example: 'firm init',
  arguments: [],
  options: [
    { name: 'here', summary: 'Keep the charter in the repository, in the folder `firm`.' },
    {
      name: 'name',
      summary: 'What the firm is called; the repository unless said.',
      value: 'NAME',
    },
    {
      name: 'operator',
      summary: 'Your name as a member; the one that git knows unless said.',
      value: 'NAME',
    },
    { name: 'goal', summary: 'What the firm is for.', value: 'TEXT' },
    passphraseOption,
  ],
  newcomer: true,
}
