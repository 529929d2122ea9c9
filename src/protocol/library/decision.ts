/** Decision: somebody proposes, the owner ratifies; it stands until the next one on its topic. */
import { first, stands } from '../fact/wrapped-facts.ts'
import { given } from '../fact/given.ts'
import { id, text } from '../fact/plain-facts.ts'
import { protocol } from '../language/protocol.ts'

/**
 * Decision: propose and ratify, or rule without a proposal and without a proposer. What is decided stands under
 * `decision/{topic}`; the next one on that topic supersedes it, and open proposals with it.
 * Open: the facts `proposal` and `decided`.
 */
export const decision = protocol('decision', {
  key: 'question',
  under: ['goal'],
  roles: ['proposer', 'owner'],
  distinct: [['proposer', 'owner']],
  facts: {
    question: first(id()),
    topic: first(id()),
    proposal: given(),
    decided: stands(given(), 'decision/{topic}'),
    objection: text(),
  },
  messages: {
    propose: { from: 'proposer', to: 'owner', out: ['question', 'topic', 'proposal'] },
    ratify: {
      from: 'owner',
      to: 'proposer',
      in: ['proposal'],
      out: ['decided'],
      ends: 'completed',
    },
    reject: {
      from: 'owner',
      to: 'proposer',
      in: ['proposal'],
      out: ['objection'],
      ends: 'failed',
    },
    withdraw: {
      from: 'proposer',
      to: 'owner',
      in: ['proposal'],
      ends: 'cancelled',
    },
    rule: {
      from: 'owner',
      to: 'owner',
      out: ['question', 'topic', 'decided'],
      ends: 'completed',
    },
  },
  never: { 'ratified and rejected': { in: ['decided', 'objection'] } },
})
