/** What is said about other firms, and about what did not last. */
import { expect, it } from 'vitest'
import type { Instant } from '../../base/index.ts'
import type { FirmEvent } from '../../kernel/index.ts'
import { sentenceOf } from './sentence.ts'

const at = 1_000 as Instant
const deal = { at, enactment: 'deal:d1' }
const arrival = {
  ...deal,
  type: 'message-received',
  message: 'quote',
  by: 'bolt',
  sent: 7,
  speaker: 'sam',
  epoch: 0,
  facts: { price: 5 },
} as const

const sayings: readonly (readonly [string, FirmEvent])[] = [
  ['bolt sent quote in deal:d1 (price).', { ...arrival, outcome: 'bound' }],
  ['bolt took quote back in deal:d1.', { ...arrival, outcome: 'withdrawn', withdraws: 3 }],
  ['quote of bolt in deal:d1 came too late and binds nothing.', { ...arrival, outcome: 'late' }],
  [
    'quote of bolt in deal:d1 was refused: price is bound to something else.',
    { ...arrival, outcome: 'refused', because: 'price is bound to something else' },
  ],
  [
    'bolt holds ask of deal:d1.',
    {
      ...deal,
      type: 'message-acknowledged',
      message: 'ask',
      by: 'bolt',
      sent: 4,
      outcome: 'bound',
    },
  ],
  [
    'bolt holds ask of deal:d1, which came too late.',
    { ...deal, type: 'message-acknowledged', message: 'ask', by: 'bolt', sent: 4, outcome: 'late' },
  ],
  [
    'A letter with quote in deal:d1 came in the name of bolt and was refused: it is not signed by the key of bolt.',
    {
      ...deal,
      type: 'letter-refused',
      kind: 'letter',
      message: 'quote',
      by: 'bolt',
      sent: 7,
      hash: 'c0ffee',
      because: 'it is not signed by the key of bolt',
    },
  ],
  [
    'lock of deal:d1 is final.',
    { ...deal, type: 'finality-reached', fact: 'lock', finality: 'final' },
  ],
  [
    'chain took lock of deal:d1 back, and rate/x with it: block 7 was replaced.',
    {
      ...deal,
      type: 'fact-retracted',
      fact: 'lock',
      by: 'chain',
      because: 'block 7 was replaced',
      standing: [{ path: 'rate/x', version: 2 }],
    },
  ],
  [
    'What reserve and pack did in deal:d1 is undone, since it rests on what fell: gone.',
    { ...deal, type: 'reopening-begun', messages: ['reserve', 'pack'], because: 'gone' },
  ],
]

it.each(sayings)('%s', (sentence, event) => {
  expect(sentenceOf(event)).toBe(sentence)
})
