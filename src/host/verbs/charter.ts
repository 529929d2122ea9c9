/** The verb `charter`: what stands now, and the work that a change would touch. */
import { z } from 'zod'
import { accepted } from '../../base/index.ts'
import { openWork } from '../../kernel/charter/index.ts'
import { asJson, type HostVerb, hostVerb } from './host-verb.ts'

export const charter: HostVerb = hostVerb(z.object({}), async ({ host: { state } }) =>
  accepted(
    asJson({
      firm: state.name,
      operatorKey: state.operatorKey,
      position: state.position,
      version: state.charterVersion,
      lastActAt: state.lastActAt,
      charter: state.charter ?? null,
      open: openWork(state),
    }),
  ),
)
