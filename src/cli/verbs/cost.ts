/** `firm cost`: what was used, by protocol and role; what is not work is coordination. */
import { z } from 'zod'
import { costLine } from '../../api/index.ts'
import { costForm } from '../../api/verbs/index.ts'
import { cost as reading } from '../../host/looks/index.ts'
import { columns } from '../columns.ts'
import { costHeadings, costRow } from '../cost-text.ts'
import { lookVerb } from '../look-verb.ts'
import type { Verb } from '../verb.ts'

export const cost: Verb = lookVerb({
  form: costForm,
  reading,
  answer: z.array(costLine),
  lines: (all) =>
    all.length === 0 ? ['No turn was taken.'] : columns([costHeadings, ...all.map(costRow)], ''),
})
