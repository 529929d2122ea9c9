/** The verb that lets a member or the whole firm go on. */
import type { VerbForm } from './verb-form.ts'

export const resumeForm: VerbForm = {
  name: 'resume',
  summary: 'Let a paused member, or the whole firm, go on.',
  example: 'firm resume eve',
  arguments: [
    { name: 'member', summary: 'Who; the whole firm where it is left out.', required: false },
  ],
  options: [],
  newcomer: false,
}
