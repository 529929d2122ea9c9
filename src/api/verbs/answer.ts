/** The verb that says what an open enactment waits for. */
import type { VerbForm } from './verb-form.ts'

export const answerForm: VerbForm = {
  name: 'answer',
  summary:
    'Say what open work waits for: an answer, a verdict, or that an effect in doubt is done or failed.',
  example: 'firm answer build-tool "use vite"',
  arguments: [
    { name: 'id', summary: 'An enactment, or its key.', required: true },
    { name: 'text', summary: 'The answer.', required: true, many: true },
  ],
  options: [
    { name: 'message', summary: 'Which message, where several take it.', value: 'NAME' },
    {
      name: 'as',
      summary: 'Speak as a person of the firm, or as a member that you took over.',
      value: 'MEMBER',
    },
  ],
  newcomer: false,
}
