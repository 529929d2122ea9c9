/** Escalation: what a member cannot settle goes to somebody who can, and comes back with an answer. */
import { given } from '../fact/given.ts'
import { id, instant, text } from '../fact/plain-facts.ts'
import { protocol } from '../language/protocol.ts'

/** Escalation. Open: the facts `problem` and `answer`. Unanswered it expires at `until`. */
export const escalation = protocol('escalation', {
  key: 'issue',
  under: ['goal'],
  roles: ['member', 'superior'],
  distinct: [['member', 'superior']],
  facts: {
    issue: id(),
    problem: given(),
    until: instant(),
    answer: given(),
    refusal: text(),
  },
  messages: {
    raise: { from: 'member', to: 'superior', out: ['issue', 'problem', 'until'] },
    settle: {
      from: 'superior',
      to: 'member',
      in: ['problem'],
      out: ['answer'],
      ends: 'completed',
    },
    refuse: {
      from: 'superior',
      to: 'member',
      in: ['problem'],
      out: ['refusal'],
      ends: 'failed',
    },
    takeBack: {
      from: 'member',
      to: 'superior',
      in: ['problem'],
      ends: 'cancelled',
    },
  },
  deadlines: [{ for: 'answer', at: 'until', then: 'expired' }],
  never: { 'answered and refused': { in: ['answer', 'refusal'] } },
})
