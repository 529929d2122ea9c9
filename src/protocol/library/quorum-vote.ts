/** Quorum vote: a motion carries with so many yes, and lapses when nobody is open and they are fewer. */
import { oneOf } from '../fact/one-of.ts'
import { id, instant, members, text } from '../fact/plain-facts.ts'
import { all, quorum } from '../language/conditions.ts'
import { protocol } from '../language/protocol.ts'

/** A vote that carries with `yesCount` yes. A whole number from 1. */
export const quorumVote = (yesCount: number) =>
  protocol('quorum-vote', {
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
        in: [quorum(yesCount, 'ballot.yes')],
        out: ['outcome.carried'],
        ends: 'completed',
      },
      lapse: {
        from: 'chair',
        to: 'voter',
        in: ['question', all('ballot')],
        not: [quorum(yesCount, 'ballot.yes')],
        by: 'until',
        out: ['outcome.lost'],
        ends: 'failed',
      },
    },
    never: {
      'carried without enough votes': {
        in: ['outcome.carried'],
        not: [quorum(yesCount, 'ballot.yes')],
      },
    },
  })
