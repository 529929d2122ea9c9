/** The option of every verb that reads: the firm as it stood at an earlier position. */
import type { OptionForm } from './verb-form.ts'

export const atOption: OptionForm = {
  name: 'at',
  summary: 'The firm as it stood at this position; now where it is left out.',
  value: 'POSITION',
}
