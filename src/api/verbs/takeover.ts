/** The verb by which a person acts in the place of a member, or another member does. */
import type { VerbForm } from './verb-form.ts'
import { passphraseOption } from './passphrase-option.ts'

export const takeoverForm: VerbForm = {
  name: 'takeover',
  summary:
    'Act in the place of a member, signed, until `firm return`; or give what it does to another.',
  example: 'firm takeover eve --to nia --in change:7',
  arguments: [{ name: 'member', summary: 'In whose place.', required: true }],
  options: [
    {
      name: 'to',
      summary: 'Gives its roles in open work to this member, for good; you act for nobody.',
      value: 'MEMBER',
    },
    {
      name: 'in',
      summary: 'With --to: only in this work; in all of its open work where it is left out.',
      value: 'ENACTMENT',
    },
    { name: 'because', summary: 'With --to: why.', value: 'TEXT' },
    passphraseOption,
  ],
  newcomer: false,
}
