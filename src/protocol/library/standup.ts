/** Standup: everybody says what they did, do and wait for; one summary stands until the next. */
import { z } from 'zod'
import { id, instant, members, text } from '../fact/plain-facts.ts'
import { stands } from '../fact/wrapped-facts.ts'
import { all, quorum } from '../language/conditions.ts'
import { protocol } from '../language/protocol.ts'

const Status = z.object({
  done: z.array(z.string()),
  doing: z.array(z.string()),
  blocked: z.array(z.string()),
})

/** Standup: its summary stands under `standup/{team}`. Whoever is silent is left out at `until`; where all are, it lapses. */
export const standup = protocol('standup', {
  key: 'meeting',
  under: ['goal'],
  roles: ['caller', 'attendee[]'],
  facts: {
    meeting: id(),
    team: id(),
    until: instant(),
    attendee: members(),
    status: Status,
    summary: stands(text(), 'standup/{team}'),
  },
  messages: {
    call: { from: 'caller', to: 'attendee', out: ['meeting', 'team', 'until', 'attendee'] },
    tell: { from: 'attendee', to: 'caller', in: ['meeting'], out: ['status'] },
    close: {
      from: 'caller',
      to: 'attendee',
      in: ['team', all('status'), quorum(1, 'status')],
      by: 'until',
      out: ['summary'],
      ends: 'completed',
    },
    lapse: {
      from: 'caller',
      to: 'attendee',
      in: ['team', all('status')],
      not: [quorum(1, 'status')],
      by: 'until',
      ends: 'failed',
    },
  },
  never: { 'summed up what nobody told': { in: ['summary'], not: [quorum(1, 'status')] } },
})
