/** The verb `decide`: the operator rules on a topic; what stood there before is superseded, and who rests on it told. */
import { z } from 'zod'
import { type Json, type Outcome, refused } from '../../base/index.ts'
import type { FirmState } from '../../kernel/index.ts'
import { findOut } from '../finding.ts'
import { decisionRoot, type RulingAsk, rulingsIn } from '../rulings.ts'
import { asJson, type HostVerb, hostVerb } from './host-verb.ts'
import { submit } from './submit.ts'

const args = z.object({
  by: z.string(),
  text: z.string().min(1),
  /** The topic, such as `build` for `decision/build`. */
  scope: z.string().min(1),
})

export const decide: HostVerb = hostVerb(args, async ({ host }, asked) => {
  const { state, options } = host
  const ruling = rulingsIn(state, asked).find(({ stands }) => stands)
  if (ruling === undefined) return nobodyRules(state, asked)
  const { protocol: opens, message, facts } = ruling
  const chosen = { enactment: '', opens, message, facts }
  const found = await findOut(options, state, {
    chooser: { member: asked.by, enactment: '' },
    chosen,
  })
  const move = { member: asked.by, chosen: [found.chosen], cites: [], verdicts: [found.verdict] }
  const records = options.recollection.records()
  return await submit(host, { type: 'act-as-member', ...move, records }, (events) => {
    const sent = events.find((event) => event.type === 'message-sent')
    const told = events.flatMap((event) => (event.type === 'break-told' ? event.enactments : []))
    const [bound] = sent?.standing ?? []
    return asJson({
      enactment: sent?.enactment ?? null,
      path: bound?.path ?? `${decisionRoot}/${asked.scope}`,
      version: bound?.version ?? 0,
      told,
    })
  })
})

const nobodyRules = (state: FirmState, { by }: RulingAsk): Outcome<Json, string> =>
  refused(
    'no-decision',
    `the charter of ${state.name} has no protocol by which ${by} may rule on a topic`,
    'Take `decision` from the library into the charter, with the operator as its owner, and `firm apply` it.',
  )
