/** The verb that proves protocols before they run. */
import type { VerbForm } from './verb-form.ts'

export const checkForm: VerbForm = {
  name: 'check',
  summary: 'Prove the protocols of a file safe and live, or show the shortest run that goes wrong.',
  example: 'firm check protocols.ts --json',
  arguments: [
    {
      name: 'file',
      summary: 'A module that exports protocols or a firm, or JSON in the published format.',
      required: true,
    },
  ],
  options: [
    { name: 'apart', summary: 'Judge them between ledgers, too.' },
    { name: 'states', summary: 'Give up after so many states.', value: 'COUNT' },
  ],
  newcomer: true,
}
