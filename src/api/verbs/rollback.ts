/** The verb that returns to an earlier charter. */
import type { VerbForm } from './verb-form.ts'
import { passphraseOption } from './passphrase-option.ts'

export const rollbackForm: VerbForm = {
  name: 'rollback',
  summary: 'Return to an earlier version of the charter, with the code that it had; signed.',
  example: 'firm rollback 3',
  arguments: [
    {
      name: 'version',
      summary: 'A version; the one before the present where it is left out.',
      required: false,
    },
  ],
  options: [passphraseOption],
  newcomer: false,
}
