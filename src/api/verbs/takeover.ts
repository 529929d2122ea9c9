/** The verb by which a person acts in the place of a member. */
import { z } from 'zod'
import type { VerbForm } from '../verb-form.ts'
import { passphraseOption } from './passphrase-option.ts'

export const takeoverForm: VerbForm = {
  name: 'takeover',
  summary: 'Act in the place of a member: it takes no turn until `firm return`; signed.',
  example: 'firm takeover eve',
  arguments: [{ name: 'member', summary: 'In whose place.', required: true }],
  options: [passphraseOption],
  newcomer: false,
  result: z.object({ member: z.string() }),
}
