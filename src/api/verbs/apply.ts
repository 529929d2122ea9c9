/** The verb that adopts the charter on disk. */
import type { VerbForm } from './verb-form.ts'
import { passphraseOption } from './passphrase-option.ts'

export const applyForm: VerbForm = {
  name: 'apply',
  summary: 'Adopt the charter on disk for the live firm; signed.',
  example: 'firm apply',
  arguments: [],
  options: [passphraseOption],
  newcomer: false,
}
