/** The verb that copies a firm to try something. */
import type { VerbForm } from './verb-form.ts'
import { atOption } from './at-option.ts'

export const forkForm: VerbForm = {
  name: 'fork',
  summary:
    'Copy the firm to a folder of its own, as it stands or stood: no effect of the copy happens.',
  example: 'firm fork ../what-if --at 120',
  arguments: [
    { name: 'folder', summary: 'The FIRM_HOME of the copy; it must not exist.', required: true },
  ],
  options: [
    { name: 'name', summary: 'What the copy is called; NAME-fork unless told.', value: 'NAME' },
    atOption,
  ],
  newcomer: false,
}
