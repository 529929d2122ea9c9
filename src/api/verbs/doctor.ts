/** The verb that looks whether this machine can run a firm. */
import { z } from 'zod'
import type { VerbForm } from '../verb-form.ts'
import { finding } from '../wire/finding.ts'

export const doctorForm: VerbForm = {
  name: 'doctor',
  summary: 'Look whether this machine has what Firm needs, and say what to do where it has not.',
  example: 'firm doctor',
  arguments: [],
  options: [],
  newcomer: true,
  result: z.array(finding),
}
