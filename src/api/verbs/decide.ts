/** The verb by which the operator rules on a topic. */
import type { VerbForm } from './verb-form.ts'

export const decideForm: VerbForm = {
  name: 'decide',
  summary: 'Rule on a topic; whoever rests on what stood there before is told.',
  example: 'firm decide "use vite" --scope build',
  arguments: [{ name: 'text', summary: 'What is decided.', required: true, many: true }],
  options: [
    { name: 'scope', summary: 'The topic, such as `build` for `decision/build`.', value: 'TOPIC' },
  ],
  newcomer: false,
}
