/** Request and reply: somebody asks, somebody answers or refuses, until an instant. */
import { given } from '../fact/given.ts'
import { id, instant, text } from '../fact/plain-facts.ts'
import { protocol } from '../language/protocol.ts'

/** Request and reply. Open: the facts `question` and `reply`. */
export const requestReply = protocol('request-reply', {
  key: 'request',
  roles: ['asker', 'answerer'],
  facts: { request: id(), question: given(), until: instant(), reply: given(), refusal: text() },
  messages: {
    ask: { from: 'asker', to: 'answerer', out: ['request', 'question', 'until'] },
    answer: {
      from: 'answerer',
      to: 'asker',
      in: ['question'],
      out: ['reply'],
      ends: 'completed',
    },
    refuse: {
      from: 'answerer',
      to: 'asker',
      in: ['question'],
      out: ['refusal'],
      ends: 'failed',
    },
  },
  deadlines: [{ for: 'reply', at: 'until', then: 'expired' }],
  never: { 'answered and refused': { in: ['reply', 'refusal'] } },
})
