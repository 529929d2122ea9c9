/** Contract net: a task is called out, everybody may bid, the best bid gets it. */
import { given } from '../fact/given.ts'
import { oneOf } from '../fact/one-of.ts'
import { id, instant, member, members, money, text } from '../fact/plain-facts.ts'
import { all, quorum } from '../language/conditions.ts'
import { protocol } from '../language/protocol.ts'

/** Contract net. Open: the facts `task` and `result`. */
export const contractNet = protocol('contract-net', {
  key: 'call',
  under: ['goal'],
  roles: ['manager', 'bidder[]', 'worker'],
  facts: {
    call: id(),
    task: given(),
    until: instant(),
    bidder: members(),
    answer: oneOf({ bid: money(), refusal: text() }),
    worker: member('bidder', 'answer.bid'),
    result: given(),
  },
  messages: {
    ask: { from: 'manager', to: 'bidder', out: ['call', 'task', 'until', 'bidder'] },
    reply: { from: 'bidder', to: 'manager', in: ['task'], out: ['answer'] },
    award: {
      from: 'manager',
      to: ['worker', 'bidder'],
      in: ['task', all('answer')],
      by: 'until',
      out: ['worker'],
    },
    close: {
      from: 'manager',
      to: 'bidder',
      in: ['task', all('answer')],
      not: [quorum(1, 'answer.bid')],
      by: 'until',
      ends: 'failed',
    },
    report: { from: 'worker', to: 'manager', in: ['worker'], out: ['result'], ends: 'completed' },
  },
  never: { 'awarded without a bid': { in: ['worker'], not: [quorum(1, 'answer.bid')] } },
})
