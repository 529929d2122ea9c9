/** Saga: three effects in a row; if one fails, those before it are undone, the last first. */
import { given } from '../fact/given.ts'
import { id } from '../fact/plain-facts.ts'
import { protocol } from '../language/protocol.ts'

/**
 * Saga with compensation. Nothing needs to be said about compensation: every ending but completed
 * undoes what was done. Open: what each step reads, and its effect; only the last may be
 * irreversible.
 */
export const saga = protocol('saga', {
  key: 'order',
  roles: ['clerk'],
  environments: { first: given(), second: given(), third: given() },
  facts: { order: id(), opening: given(), middle: given(), closing: given() },
  messages: {
    begin: {
      from: 'clerk',
      to: 'first',
      out: ['order', 'opening', 'middle', 'closing'],
      does: given(),
    },
    proceed: { from: 'clerk', to: 'second', in: ['begin.done', 'middle'], does: given() },
    finish: {
      from: 'clerk',
      to: 'third',
      in: ['proceed.done', 'closing'],
      does: given(),
      ends: 'completed',
    },
  },
  never: {
    'finished without its middle': { in: ['finish.done'], not: ['proceed.done'] },
    'proceeded without its beginning': { in: ['proceed.done'], not: ['begin.done'] },
  },
})
