/** The verb that forgets a person. */
import type { VerbForm } from './verb-form.ts'
import { passphraseOption } from './passphrase-option.ts'

export const eraseForm: VerbForm = {
  name: 'erase',
  summary:
    'Erase for ever what is kept about a person; the chain stays valid. Without a name: about whom there is content.',
  example: 'firm erase customer-17',
  arguments: [{ name: 'subject', summary: 'Whom it is about.', required: false }],
  options: [passphraseOption],
  newcomer: false,
}
