/** The verb that shows protocols, and how two of them differ. */
import type { VerbForm } from './verb-form.ts'

export const protocolForm: VerbForm = {
  name: 'protocol',
  summary: 'Show the protocols of a file, or how those of a second file differ from them.',
  example: 'firm protocol diff before.ts after.ts',
  arguments: [
    { name: 'action', summary: '`show` or `diff`.', required: true },
    { name: 'file', summary: 'A module that exports protocols, or one as JSON.', required: true },
    { name: 'after', summary: 'With `diff`: the file as it is now.', required: false },
  ],
  options: [
    { name: 'sequence', summary: 'Show a picture of who tells whom, as Mermaid.' },
    { name: 'states', summary: 'Show a picture of what follows what, as Mermaid.' },
  ],
  newcomer: false,
}
