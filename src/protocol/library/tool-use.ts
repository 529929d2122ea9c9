/** Tool use: one call of a tool, as an effect that a gate may hold and a receipt settles. */
import { given } from '../fact/given.ts'
import { id } from '../fact/plain-facts.ts'
import { protocol } from '../language/protocol.ts'

/**
 * Tool use: the receipt of the call is its result. Open: the fact `request`, and the effect of
 * `use`. A call that fails ends as failed, and one that is vetoed for good does too.
 */
export const toolUse = protocol('tool-use', {
  key: 'call',
  roles: ['agent'],
  environments: { tool: given() },
  facts: { call: id(), request: given() },
  messages: {
    use: {
      from: 'agent',
      to: 'tool',
      out: ['call', 'request'],
      does: given(),
      ends: 'completed',
    },
  },
})
