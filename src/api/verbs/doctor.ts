/** The verb that looks whether this machine can run a firm. */
import type { VerbForm } from './verb-form.ts'

export const doctorForm: VerbForm = {
  name: 'doctor',
  summary: 'Look whether this machine has what Firm needs, and say what to do where it has not.',
  example: 'firm doctor',
  arguments: [],
  options: [],
  newcomer: true,
}
