/** Question: a window asks what it cannot settle, and somebody answers while it goes on. */
import { id, text } from '../fact/plain-facts.ts'
import { protocol } from '../language/protocol.ts'

/**
 * Question: what a window asks of whoever the charter lets answer, the operator where it names nobody. Nothing is open.
 * The answer is told to whoever sits in the seat by then.
 */
export const question = protocol('question', {
  key: 'question',
  roles: ['window', 'answerer'],
  facts: { question: id(), asked: text(), reply: text() },
  messages: {
    ask: { from: 'window', to: 'answerer', out: ['question', 'asked'] },
    answer: { from: 'answerer', to: 'window', in: ['asked'], out: ['reply'], ends: 'completed' },
  },
})
