/** The verb that keeps standing facts as they are for minutes. */
import type { VerbForm } from './verb-form.ts'

export const holdForm: VerbForm = {
  name: 'hold',
  summary: 'Keep standing facts as they are for minutes: what would change them waits.',
  example: 'firm hold decision/build --minutes 3',
  arguments: [
    {
      name: 'path',
      summary:
        'Standing paths; with --end a hold, or work with leases, that `firm status` lists as held.',
      required: true,
      many: true,
    },
  ],
  options: [
    { name: 'minutes', summary: 'How long, 5 at most and unless told.', value: 'COUNT' },
    { name: 'end', summary: 'End a hold before its time, or take the leases of a work away.' },
  ],
  newcomer: false,
}
