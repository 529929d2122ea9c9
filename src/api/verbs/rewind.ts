/** The verb that looks back; it changes nothing. */
import type { VerbForm } from './verb-form.ts'

export const rewindForm: VerbForm = {
  name: 'rewind',
  summary: 'Look at the firm as it stood at a position; nothing is changed by it.',
  example: 'firm rewind 120',
  arguments: [{ name: 'position', summary: 'A position that `firm log` prints.', required: true }],
  options: [],
  newcomer: false,
}
