/** An order as a saga: reserved, charged, shipped; if one fails, what was done is undone. */
import { z } from 'zod'
import { environment, id, money, protocol } from '../../src/protocol/index.ts'

const Item = z.object({ article: z.string(), count: z.number().int() })

const stock = environment('stock', {
  reserve: { reads: [Item], kind: 'revocable', doubt: 'key' },
})
const bank = environment('bank', {
  charge: { reads: [money()], kind: 'revocable', doubt: 'key' },
})
const carrier = environment('carrier', {
  ship: { reads: [Item], kind: 'irreversible', doubt: 'ask' },
})

// printed in DESIGN, section 3
const order = protocol('order', {
  key: 'order', roles: ['clerk'], environments: { stock, bank, carrier },
  facts: { order: id(), item: Item, amount: money() },
  messages: {
    reserve: { from: 'clerk', to: 'stock', out: ['order', 'item', 'amount'], does: stock.reserve('item') },
    charge:  { from: 'clerk', to: 'bank', in: ['reserve.done', 'amount'], does: bank.charge('amount') },
    ship:    { from: 'clerk', to: 'carrier', in: ['charge.done', 'item'], does: carrier.ship('item'), ends: 'completed' },
  },
})
// end of print

export { order }
