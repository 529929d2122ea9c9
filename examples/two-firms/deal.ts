/** A deal between two firms: asked, quoted, and delivered to an address that both can erase. */
import { code, id, oneOf, pass, personal, protocol, text } from 'firm'

export const deal = protocol('deal', {
  key: 'deal',
  roles: ['buyer', 'seller'],
  facts: {
    deal: id(),
    item: text(),
    customer: text(),
    address: personal(text(), 'customer'),
    price: text(),
    answer: oneOf({ yes: text(), no: text() }),
    parcel: text(),
  },
  messages: {
    ask: { from: 'buyer', to: 'seller', out: ['deal', 'item', 'customer', 'address'] },
    quote: { from: 'seller', to: 'buyer', in: ['item'], out: ['price'] },
    accept: { from: 'buyer', to: 'seller', in: ['item', 'price'], out: ['answer.yes'] },
    refuse: { from: 'buyer', to: 'seller', in: ['price'], out: ['answer.no'], ends: 'failed' },
    deliver: {
      from: 'seller',
      to: 'buyer',
      in: ['answer.yes', 'item', 'customer', 'address'],
      out: ['parcel'],
      ends: 'completed',
    },
  },
})

export const buyer = code(deal, 'buyer', {
  ask: () => pass('only who is asked to'),
  accept: ({ price }) => ({ answer: { yes: `for ${price}` } }),
  refuse: () => pass('everything is bought'),
})

// So long a list stands in the content of each firm, as the address does.
export const seller = code(deal, 'seller', {
  quote: ({ item }) => ({ price: `a price of ${item}` }),
  deliver: ({ item, address }) => ({ parcel: `${item} to ${address}\n`.repeat(2_000) }),
})
