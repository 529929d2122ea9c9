/** `firm goals`: what the firm is for, and the goals that stand below it. */
import { z } from 'zod'
import { firmGoal } from '../../api/index.ts'
import { goalsForm } from '../../api/verbs/index.ts'
import { goals as reading } from '../../host/looks/index.ts'
import { lookVerb } from '../look-verb.ts'
import type { Verb } from '../verb.ts'

export const goals: Verb = lookVerb({
  form: goalsForm,
  reading,
  answer: z.array(firmGoal),
  lines: (all) =>
    all.flatMap(({ path, text, owner, measure, open }) => [
      `${path}: ${text}`,
      `    owned by ${owner}, measured by: ${measure}`,
      ...(open.length === 0 ? [] : [`    open under it: ${open.join(', ')}`]),
    ]),
})
