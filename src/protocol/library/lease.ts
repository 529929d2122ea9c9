/** Lease: somebody keeps a thing for one holder at a time, until it is given back or time is up. */
import { given } from '../fact/given.ts'
import { id, instant, text } from '../fact/plain-facts.ts'
import { protocol } from '../language/protocol.ts'

/**
 * Lease, for things outside of Firm: those named by `lease:` on a message need no protocol.
 * Open: the fact `resources`.
 */
export const lease = protocol('lease', {
  key: 'loan',
  roles: ['holder', 'keeper'],
  facts: {
    loan: id(),
    resources: given(),
    until: instant(),
    token: id(),
    refusal: text(),
    returned: text(),
  },
  messages: {
    ask: { from: 'holder', to: 'keeper', out: ['loan', 'resources', 'until'] },
    grant: {
      from: 'keeper',
      to: 'holder',
      in: ['resources'],
      out: ['token'],
    },
    refuse: {
      from: 'keeper',
      to: 'holder',
      in: ['resources'],
      not: ['token'],
      out: ['refusal'],
      ends: 'failed',
    },
    giveBack: {
      from: 'holder',
      to: 'keeper',
      in: ['token'],
      out: ['returned'],
      ends: 'completed',
    },
  },
  deadlines: [{ for: 'returned', at: 'until', then: 'expired' }],
  never: {
    'granted and refused': { in: ['token', 'refusal'] },
    'given back what was not granted': { in: ['returned'], not: ['token'] },
  },
})
