/** The verb that gives the firm work. */
import type { VerbForm } from './verb-form.ts'
import { passphraseOption } from './passphrase-option.ts'

export const doForm: VerbForm = {
  name: 'do',
  summary: 'Give the firm work, and stay until it ends.',
  example: 'firm do "Say in the README how to run the tests" --paths README.md',
  arguments: [{ name: 'text', summary: 'What is to be done.', required: true }],
  options: [
    { name: 'to', summary: 'The role that it is for.', value: 'ROLE' },
    {
      name: 'paths',
      summary: 'What it may touch, parted by commas: leased.',
      value: 'PATHS',
      many: true,
    },
    {
      name: 'path',
      summary: 'One path exactly as it is written, with its commas and spaces: leased too.',
      value: 'PATH',
      many: true,
    },
    { name: 'detach', summary: 'Do not stay; the host goes on with it.' },
    { name: 'yes', summary: 'Take the next step as the operator where there is only one.' },
    passphraseOption,
  ],
  newcomer: true,
}
