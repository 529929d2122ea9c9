/** Hand-off: work is offered, accepted with a plan, delivered, judged by somebody else, and applied. */
import { given } from '../fact/given.ts'
import { oneOf } from '../fact/one-of.ts'
import { id, member, text } from '../fact/plain-facts.ts'
import { protocol } from '../language/protocol.ts'
import { Report } from './report.ts'

/**
 * Hand-off with acceptance and independent review. Open: the facts `spec` and `result`, and the
 * effect of `apply`. A verdict that fails opens a round with the same spec, and so does a result
 * that cannot be applied: `rework` carries the conflict.
 */
export const handoff = protocol('handoff', {
  key: 'work',
  under: ['goal', 'decision'],
  roles: ['lead', 'engineer', 'reviewer'],
  environments: { place: given() },
  distinct: [['engineer', 'reviewer']],
  facts: {
    work: id(),
    spec: given(),
    engineer: member(),
    plan: text(),
    result: given(),
    verdict: oneOf({ meets: Report, fails: Report }),
    conflict: text(),
  },
  messages: {
    offer: { from: 'lead', to: 'engineer', out: ['work', 'spec', 'engineer'] },
    decline: { from: 'engineer', to: 'lead', in: ['spec'], not: ['plan'], ends: 'failed' },
    accept: { from: 'engineer', to: 'lead', in: ['spec'], out: ['plan'] },
    deliver: { from: 'engineer', to: 'reviewer', in: ['spec', 'plan'], out: ['result'] },
    judge: { from: 'reviewer', to: 'lead', in: ['spec', 'result'], out: ['verdict'] },
    redo: {
      from: 'lead',
      to: 'engineer',
      in: ['verdict.fails'],
      round: { from: 'offer', keep: ['spec'], max: 3, then: 'failed' },
    },
    apply: {
      from: 'lead',
      to: 'place',
      in: ['verdict.meets', 'result'],
      does: given(),
      ends: 'completed',
    },
    rework: {
      from: 'lead',
      to: 'engineer',
      in: ['apply.failed'],
      out: ['conflict'],
      round: { from: 'offer', keep: ['spec'], max: 3, then: 'failed' },
    },
  },
  never: {
    'applied what was not judged to meet the spec': { in: ['apply.done'], not: ['verdict.meets'] },
    'judged what was not delivered': { in: ['verdict'], not: ['result'] },
    'worked without a plan': { in: ['result'], not: ['plan'] },
  },
})
