/** A vote: three yes carry the motion, whoever else is still open. */
import {
  all,
  id,
  instant,
  members,
  oneOf,
  protocol,
  quorum,
  text,
} from '../../src/protocol/index.ts'

export const vote = protocol('vote', {
  key: 'motion',
  roles: ['chair', 'voter[]'],
  facts: {
    motion: id(),
    question: text(),
    until: instant(),
    voter: members(),
    ballot: oneOf({ yes: text(), no: text() }),
    outcome: oneOf({ carried: text(), lost: text() }),
  },
  messages: {
    put: { from: 'chair', to: 'voter', out: ['motion', 'question', 'until', 'voter'] },
    cast: { from: 'voter', to: 'chair', in: ['question'], out: ['ballot'] },
    carry: {
      from: 'chair',
      to: 'voter',
      in: [quorum(3, 'ballot.yes')],
      out: ['outcome.carried'],
      ends: 'completed',
    },
    lapse: {
      from: 'chair',
      to: 'voter',
      in: ['question', all('ballot')],
      not: [quorum(3, 'ballot.yes')],
      by: 'until',
      out: ['outcome.lost'],
      ends: 'failed',
    },
  },
  never: { 'carried without a vote': { in: ['outcome.carried'], not: [quorum(1, 'ballot.yes')] } },
})
