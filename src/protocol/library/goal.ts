/** Goal: what the firm is after, with an owner and a measure, until it is reached or dropped. */
import { oneOf } from '../fact/one-of.ts'
import { id, text } from '../fact/plain-facts.ts'
import { stands } from '../fact/wrapped-facts.ts'
import { protocol } from '../language/protocol.ts'
import { Objective } from './objective.ts'

/**
 * Goal: an objective that its owner took stands under `goal/{goal}`, which the rest of the firm
 * works under. Reached is it only when somebody else than the owner has seen the evidence.
 */
export const goal = protocol('goal', {
  key: 'goal',
  roles: ['setter', 'owner'],
  distinct: [['setter', 'owner']],
  facts: {
    goal: id(),
    wish: Objective,
    objective: stands(Objective, 'goal/{goal}'),
    evidence: text(),
    outcome: oneOf({ reached: text(), missed: text() }),
  },
  messages: {
    set: { from: 'setter', to: 'owner', out: ['goal', 'wish'] },
    decline: { from: 'owner', to: 'setter', in: ['wish'], not: ['objective'], ends: 'failed' },
    take: { from: 'owner', to: 'setter', in: ['wish'], out: ['objective'] },
    claim: { from: 'owner', to: 'setter', in: ['objective'], out: ['evidence'] },
    confirm: {
      from: 'setter',
      to: 'owner',
      in: ['evidence'],
      out: ['outcome.reached'],
      ends: 'completed',
    },
    deny: {
      from: 'setter',
      to: 'owner',
      in: ['evidence'],
      out: ['outcome.missed'],
      ends: 'failed',
    },
    drop: {
      from: 'setter',
      to: 'owner',
      in: ['objective'],
      ends: 'cancelled',
    },
  },
  never: {
    'reached without evidence': { in: ['outcome.reached'], not: ['evidence'] },
    'reached what nobody took': { in: ['outcome.reached'], not: ['objective'] },
  },
})
