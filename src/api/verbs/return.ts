/** The verb that gives a member its place back. */
import type { VerbForm } from './verb-form.ts'

export const returnForm: VerbForm = {
  name: 'return',
  summary: 'Give a member that you took over its place back.',
  example: 'firm return eve',
  arguments: [{ name: 'member', summary: 'Whose place.', required: true }],
  options: [],
  newcomer: false,
}
