/** The verb that releases a waiting intent. */
import type { VerbForm } from './verb-form.ts'
import { passphraseOption } from './passphrase-option.ts'

export const approveForm: VerbForm = {
  name: 'approve',
  summary: 'Let a waiting intent happen; signed with your key.',
  example: 'firm approve i3',
  arguments: [{ name: 'intent', summary: 'One that `firm intents` lists.', required: true }],
  options: [
    {
      name: 'as',
      summary: 'The member whose approval it is, where it is not yours.',
      value: 'MEMBER',
    },
    passphraseOption,
  ],
  newcomer: true,
}
