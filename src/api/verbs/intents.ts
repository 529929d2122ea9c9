/** The verb that lists what waits at gates. */
import type { VerbForm } from './verb-form.ts'
import { atOption } from './at-option.ts'

export const intentsForm: VerbForm = {
  name: 'intents',
  summary: 'The chosen messages that wait at a gate, with what each would bind.',
  example: 'firm intents --json',
  arguments: [],
  options: [{ name: 'preview', summary: 'Show what the effect of each would do, too.' }, atOption],
  newcomer: false,
}
