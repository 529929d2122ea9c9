/** A decision: proposed, then ratified or rejected by its owner, or withdrawn; it stands. */
import { z } from 'zod'
import { first, id, oneOf, protocol, stands, text } from '../../src/protocol/index.ts'

const Proposal = z.object({ title: z.string(), why: z.string() })

export const decision = protocol('decision', {
  key: 'question',
  roles: ['proposer', 'owner'],
  distinct: [['proposer', 'owner']],
  facts: {
    question: id(),
    topic: id(),
    proposal: Proposal,
    answer: first(
      stands(oneOf({ ratified: text(), rejected: text(), withdrawn: text() }), 'decision/{topic}'),
    ),
  },
  messages: {
    propose: { from: 'proposer', to: 'owner', out: ['question', 'topic', 'proposal'] },
    ratify: {
      from: 'owner',
      to: 'proposer',
      in: ['proposal'],
      out: ['answer.ratified'],
      ends: 'completed',
    },
    reject: { from: 'owner', to: 'proposer', in: ['proposal'], out: ['answer.rejected'] },
    withdraw: {
      from: 'proposer',
      to: 'owner',
      in: ['proposal'],
      out: ['answer.withdrawn'],
      ends: 'cancelled',
    },
    revise: {
      from: 'proposer',
      to: 'owner',
      in: ['answer.rejected'],
      round: { from: 'propose', keep: ['topic'], max: 2, then: 'failed' },
    },
  },
})
