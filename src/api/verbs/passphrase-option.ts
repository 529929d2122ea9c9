/** The option of every verb that is signed: where the operator's passphrase is read from. */
import type { OptionForm } from './verb-form.ts'

export const passphraseOption: OptionForm = {
  name: 'passphrase-fd',
  summary: 'Read the passphrase from this file descriptor instead of asking.',
  value: 'NUMBER',
}
