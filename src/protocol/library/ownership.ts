/** Ownership: who answers for a thing, handed over only to somebody who takes it. */
import { id, member, text } from '../fact/plain-facts.ts'
import { stands } from '../fact/wrapped-facts.ts'
import { protocol } from '../language/protocol.ts'

/** Ownership: what is taken stands under `owner/{thing}` until it is handed on. Nothing is open. */
export const ownership = protocol('ownership', {
  key: 'transfer',
  roles: ['giver', 'taker'],
  distinct: [['giver', 'taker']],
  facts: {
    transfer: id(),
    thing: id(),
    taker: member(),
    owned: stands(member(), 'owner/{thing}'),
    refusal: text(),
  },
  messages: {
    give: { from: 'giver', to: 'taker', out: ['transfer', 'thing', 'taker'] },
    take: {
      from: 'taker',
      to: 'giver',
      in: ['thing'],
      out: ['owned'],
      ends: 'completed',
    },
    refuse: {
      from: 'taker',
      to: 'giver',
      in: ['thing'],
      out: ['refusal'],
      ends: 'failed',
    },
  },
  never: {
    'owned and refused': { in: ['owned', 'refusal'] },
  },
})
