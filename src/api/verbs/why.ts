/** The verb that follows anything on a screen to who said it and from what. */
import type { VerbForm } from './verb-form.ts'
import { atOption } from './at-option.ts'

export const whyForm: VerbForm = {
  name: 'why',
  summary: 'Who said it, and from what: of a position, a standing path, a fact, an intent, a turn.',
  example: 'firm why change:7/spec',
  arguments: [
    {
      name: 'what',
      summary:
        'A position as `42`, a path as `decision/api` (or `decision/api@2`), ENACTMENT/FACT, an intent as `i3`, a turn as `t7`.',
      required: true,
    },
  ],
  options: [atOption],
  newcomer: true,
}
