/** A tender: a task is called out, everybody answers with a bid or a refusal, one bid is awarded. */
import { z } from 'zod'
import {
  all,
  id,
  instant,
  member,
  members,
  money,
  oneOf,
  protocol,
  quorum,
  text,
} from '../../src/protocol/index.ts'

const Task = z.object({ title: z.string() })

export const tender = protocol('tender', {
  key: 'call',
  roles: ['manager', 'bidder[]', 'worker'],
  facts: {
    call: id(),
    task: Task,
    until: instant(),
    bidder: members(),
    answer: oneOf({ bid: money(), refusal: text() }),
    worker: member('bidder', 'answer.bid'),
    result: text(),
  },
  messages: {
    ask: { from: 'manager', to: 'bidder', out: ['call', 'task', 'until', 'bidder'] },
    reply: { from: 'bidder', to: 'manager', in: ['task'], out: ['answer'] },
    award: {
      from: 'manager',
      to: ['worker', 'bidder'],
      in: ['task', all('answer'), quorum(1, 'answer.bid')],
      by: 'until',
      out: ['worker'],
    },
    close: {
      from: 'manager',
      to: 'bidder',
      in: ['task', all('answer')],
      not: [quorum(1, 'answer.bid'), 'worker'],
      by: 'until',
      ends: 'failed',
    },
    report: { from: 'worker', to: 'manager', in: ['worker'], out: ['result'], ends: 'completed' },
  },
  never: { 'awarded without a bid': { in: ['worker'], not: [quorum(1, 'answer.bid')] } },
})
