/** Two kernels that enact one protocol apart: letters bind once, whatever the way between them does. */
import { describe, expect, it } from 'vitest'
import { arriving, returning, testFirm } from '../testing/test-firm.ts'
import { stagePair } from '../testing/staged-pair.ts'
import { decodeState, encodeState, forgeriesMax, letterText } from './index.ts'

const deal = `
  protocol deal
  key deal
  roles buyer seller
  facts price answer(yes|no) until:instant
  ask: buyer > seller; out deal item until
  hint: buyer > seller; in item; out colour
  quote: seller > buyer; in item; out price
  accept: buyer > seller; in item price; out answer.yes
  refuse: buyer > seller; in price; out answer.no; ends failed
  deliver: seller > buyer; in answer.yes item; out parcel; ends completed
  deadline parcel at until ends expired
`

const pair = () =>
  stagePair({
    protocol: deal,
    acme: { members: { bea: ['buyer'] }, holds: ['buyer'] },
    bolt: { members: { sam: ['seller'] }, holds: ['seller'] },
  })

const asked = () => {
  const firms = pair()
  firms.acme.open('bea', 'deal', 'ask', { deal: 'd1', item: 'bolts', until: 9_000_000 })
  return firms
}

describe('a protocol apart', () => {
  it('is enacted in both ledgers, each of which ends its own enactment', () => {
    const firms = asked()
    expect(firms.carry()).toEqual(['acme ask: bound'])
    expect(firms.bolt.say('sam', 'deal:d1', 'quote', { price: 5 }).ok).toBe(true)
    firms.carry()
    firms.acme.say('bea', 'deal:d1', 'accept', { answer: { yes: {} } })
    firms.carry()
    firms.bolt.say('sam', 'deal:d1', 'deliver', { parcel: 'p1' })
    expect(firms.bolt.state.open.size).toBe(0)
    expect(firms.acme.state.open.size).toBe(1)
    expect(firms.carry()).toEqual(['bolt deliver: bound'])
    expect(firms.acme.state.open.size).toBe(0)
    expect([...firms.acme.state.outbox, ...firms.bolt.state.outbox]).toEqual([])
    expect(firms.acme.events.at(-1)).toMatchObject({ type: 'enactment-ended', as: 'completed' })
  })

  it('leaves what stands in the ledger of whoever binds it', () => {
    const firms = stagePair({
      protocol: `
        protocol transfer
        key key
        roles giver taker
        facts taker:member owner:stands
        give: giver > taker; out key thing taker
        take: taker > giver; in thing; out owner; ends completed
      `,
      acme: { members: { bea: ['giver'] }, holds: ['giver'] },
      bolt: { members: { sam: ['taker'] }, holds: ['taker'] },
    })
    firms.acme.open('bea', 'transfer', 'give', { key: 't1', thing: 'pager', taker: 'bolt' })
    firms.carry()
    firms.bolt.say('sam', 'transfer:t1', 'take', { owner: 'bolt' })
    expect(firms.carry()).toEqual(['bolt take: bound'])
    expect([...firms.bolt.state.standing.keys()]).toEqual(['owner/t1'])
    expect([...firms.acme.state.standing.keys()]).toEqual([])
    expect(firms.acme.state.open.size + firms.bolt.state.open.size).toBe(0)
  })

  it('shows a role that is held elsewhere to nobody here', () => {
    const firms = asked()
    expect(firms.acme.say('boss', 'deal:d1', 'quote', { price: 1 })).toMatchObject({
      ok: false,
      why: 'nothing-to-do',
    })
    const give = { enactment: 'deal:d1', role: 'seller', member: 'bea', because: '' }
    expect(firms.acme.run({ type: 'assign-role', by: 'boss', ...give })).toMatchObject({
      why: 'not-yours',
      message: 'seller of deal:d1 is held by bolt',
    })
  })

  it('binds a letter once, however often it comes', () => {
    const firms = asked()
    const [letter] = [...firms.acme.state.outbox.values()]
    if (letter === undefined) throw new Error('a letter waits')
    expect(firms.bolt.run(arriving(letter)).ok).toBe(true)
    expect(firms.bolt.run(arriving(letter))).toMatchObject({
      why: 'nothing-to-do',
      events: [],
    })
  })

  it('takes a later message before an earlier one', () => {
    const firms = asked()
    firms.acme.say('bea', 'deal:d1', 'hint', { colour: 'blue' })
    for (const letter of [...firms.acme.state.outbox.values()].toReversed()) {
      expect(firms.bolt.run(arriving(letter)).ok).toBe(true)
    }
    const open = firms.bolt.state.open.get('deal:d1')
    expect([...(open?.facts.keys() ?? [])].toSorted()).toEqual(['colour', 'deal', 'item', 'until'])
  })

  it('refuses what rests on a fact that does not stand where it is bound', () => {
    const firms = asked()
    firms.carry()
    firms.bolt.say('sam', 'deal:d1', 'quote', { price: 5 })
    firms.carry()
    firms.acme.say('bea', 'deal:d1', 'accept', { answer: { yes: {} } })
    const third = pair().bolt
    const [accept] = [...firms.acme.state.outbox.values()]
    if (accept === undefined) throw new Error('a letter waits')
    // To a seller who quoted nothing the answer rests on nothing.
    expect(third.run(arriving(accept))).toMatchObject({
      events: [
        { outcome: 'refused', because: 'price does not stand in deal:d1, where alone it is bound' },
      ],
    })
  })

  it('records what comes after the end and binds none of it', () => {
    const firms = asked()
    firms.carry()
    firms.bolt.say('sam', 'deal:d1', 'quote', { price: 5 })
    const end = { enactment: 'deal:d1', as: 'cancelled', by: 'boss', because: '' } as const
    firms.acme.run({ type: 'end-enactment', ...end })
    expect(firms.carry()).toEqual(['bolt quote: late'])
    expect(firms.bolt.state.open.get('deal:d1')?.news.get('sam')).toMatchObject([
      { text: 'acme did not bind quote: it came late' },
    ])
  })

  it('refuses a letter that contradicts what is bound, and says so to both', () => {
    const firms = asked()
    firms.carry()
    firms.bolt.say('sam', 'deal:d1', 'quote', { price: 5 })
    const [letter] = [...firms.bolt.state.outbox.values()]
    if (letter === undefined) throw new Error('a letter waits')
    const lie = { ...letter, facts: { ...letter.facts, item: 'nuts' } }
    expect(firms.acme.run(arriving(lie))).toMatchObject({
      events: [
        { outcome: 'refused', because: 'item is bound to something else in deal:d1, by bea' },
      ],
    })
    expect(firms.acme.state.open.get('deal:d1')?.facts.has('price')).toBe(false)
  })

  it('hears nobody but the firm that holds the role', () => {
    const firms = asked()
    const [letter] = [...firms.acme.state.outbox.values()]
    if (letter === undefined) throw new Error('a letter waits')
    const from = (firm: string) => firms.bolt.run(arriving({ ...letter, from: firm }))
    expect(from('mallory')).toMatchObject({
      why: 'not-now',
      message: 'no key of mallory is known here',
    })
    expect(firms.bolt.run(arriving({ ...letter, message: 'quote' }))).toMatchObject({
      why: 'not-now',
      message: 'acme does not hold the role seller of deal',
    })
    const other = { ...letter, protocolHash: 'abc' }
    expect(firms.bolt.run(arriving(other))).toMatchObject({
      why: 'not-now',
      message: 'acme speaks another version of deal',
    })
  })

  it('refuses a letter that was forged or altered on its way, says so, and binds the true one', () => {
    const firms = asked()
    const [letter] = [...firms.acme.state.outbox.values()]
    if (letter === undefined) throw new Error('a letter waits')
    const altered = { ...letter, facts: { ...letter.facts, item: 'nuts' } }
    const { signature } = arriving(letter)
    const forgery = testFirm('mallory').sign(letterText(letter))
    for (const command of [
      { type: 'receive-message', letter: altered, signature } as const,
      { type: 'receive-message', letter, signature: forgery } as const,
      { type: 'receive-message', letter, signature: '' } as const,
    ]) {
      expect(firms.bolt.run(command).events).toMatchObject([
        {
          type: 'letter-refused',
          kind: 'letter',
          by: 'acme',
          enactment: 'deal:d1',
          because: 'it is not signed by the key of acme',
        },
      ])
    }
    expect(firms.bolt.state.open.size).toBe(0)
    expect(firms.bolt.run(arriving(letter)).events).toMatchObject([
      { type: 'enactment-opened' },
      { type: 'message-received', outcome: 'bound', facts: { item: 'bolts' } },
    ])
  })

  it('records so many forgeries in an hour and no more, and then how many were dropped', () => {
    const firms = asked()
    const [letter] = [...firms.acme.state.outbox.values()]
    if (letter === undefined) throw new Error('a letter waits')
    const forge = (dropped = 0) => {
      const command = { type: 'receive-message', letter, signature: '', dropped } as const
      const { events } = firms.bolt.run(command)
      expect(decodeState(encodeState(firms.bolt.state)).forgeries).toEqual(
        firms.bolt.state.forgeries,
      )
      return events
    }
    const recorded = Array.from({ length: 25 }, () => forge()).flat()
    expect(recorded).toHaveLength(forgeriesMax)
    expect(firms.bolt.run({ type: 'receive-message', letter, signature: '' })).toMatchObject({
      why: 'too-often',
      message: 'what came in the name of acme is recorded often enough',
    })
    firms.wait(3_600_000)
    expect(forge(16)).toMatchObject([{ type: 'letter-refused', dropped: 16 }])
    expect(firms.bolt.run(arriving(letter)).ok).toBe(true)
  })

  it('refuses a receipt that the other firm did not give, and goes on sending the letter', () => {
    const firms = asked()
    const [letter] = [...firms.acme.state.outbox.values()]
    if (letter === undefined) throw new Error('a letter waits')
    const { from, to, sent, message } = letter
    const { receipt, signature } = returning({ from, to, sent, message, outcome: 'bound' })
    const forged = { ...receipt, outcome: 'late' } as const
    const command = { type: 'acknowledge-message', receipt: forged, signature } as const
    expect(firms.acme.run(command).events).toMatchObject([
      { type: 'letter-refused', kind: 'receipt', by: 'bolt', enactment: 'deal:d1' },
    ])
    expect(firms.acme.state.outbox.size).toBe(1)
    firms.acme.run({ type: 'acknowledge-message', receipt, signature })
    expect(firms.acme.state.outbox.size).toBe(0)
  })

  it('leaves a deadline to the ledger whose role binds what is waited for', () => {
    const firms = asked()
    firms.carry()
    firms.wait(10_000_000)
    expect(firms.acme.run({ type: 'pass-time', attendedMs: {}, records: [] })).toMatchObject({
      why: 'nothing-to-do',
    })
    expect(firms.bolt.run({ type: 'pass-time', attendedMs: {}, records: [] }).ok).toBe(true)
    expect(firms.bolt.events.at(-1)).toMatchObject({ type: 'enactment-ended', as: 'expired' })
    expect(firms.acme.state.open.has('deal:d1')).toBe(true)
  })

  it('takes back elsewhere what is open again here, with all that rests on it', () => {
    const firms = asked()
    firms.carry()
    firms.bolt.say('sam', 'deal:d1', 'quote', { price: 5 })
    firms.carry()
    firms.acme.say('bea', 'deal:d1', 'accept', { answer: { yes: {} } })
    firms.carry()
    const fact = { enactment: 'deal:d1', fact: 'price', by: 'boss', because: 'a slip' }
    expect(firms.bolt.run({ type: 'retract-fact', ...fact }).ok).toBe(true)
    expect(firms.bolt.events.at(-1)).toMatchObject({
      type: 'enactment-reopened',
      messages: ['quote', 'accept'],
      facts: ['price', 'answer'],
    })
    expect(firms.carry()).toEqual(['bolt quote: withdrawn'])
    expect(firms.carry()).toEqual(['acme accept: late'])
    firms.bolt.say('sam', 'deal:d1', 'quote', { price: 6 })
    firms.carry()
    firms.acme.say('bea', 'deal:d1', 'accept', { answer: { yes: {} } })
    firms.carry()
    for (const firm of [firms.acme, firms.bolt]) {
      const open = firm.state.open.get('deal:d1')
      expect(open?.facts.get('price')?.value).toBe(6)
      expect(open?.facts.get('answer')?.value).toEqual({ yes: {} })
    }
  })

  it('never binds what was taken back before it came', () => {
    const firms = asked()
    firms.carry()
    firms.bolt.say('sam', 'deal:d1', 'quote', { price: 5 })
    const fact = { enactment: 'deal:d1', fact: 'price', by: 'boss', because: 'a slip' }
    firms.bolt.run({ type: 'retract-fact', ...fact })
    firms.bolt.say('sam', 'deal:d1', 'quote', { price: 6 })
    const [first, withdrawal, second] = [...firms.bolt.state.outbox.values()]
    if (first === undefined || withdrawal === undefined || second === undefined) {
      throw new Error('three letters wait')
    }
    for (const letter of [withdrawal, first]) firms.acme.run(arriving(letter))
    expect(firms.acme.state.open.get('deal:d1')?.facts.has('price')).toBe(false)
    firms.acme.run(arriving(second))
    expect(firms.acme.state.open.get('deal:d1')?.facts.get('price')?.value).toBe(6)
  })

  it('lets a newer version wait until the older is taken back', () => {
    const firms = asked()
    firms.carry()
    firms.bolt.say('sam', 'deal:d1', 'quote', { price: 5 })
    const fact = { enactment: 'deal:d1', fact: 'price', by: 'boss', because: 'a slip' }
    firms.bolt.run({ type: 'retract-fact', ...fact })
    firms.bolt.say('sam', 'deal:d1', 'quote', { price: 6 })
    const [first, withdrawal, second] = [...firms.bolt.state.outbox.values()]
    if (first === undefined || withdrawal === undefined || second === undefined) {
      throw new Error('three letters wait')
    }
    const receive = (letter: typeof first) => firms.acme.run(arriving(letter))
    expect(receive(first).ok).toBe(true)
    expect(receive(second)).toMatchObject({ why: 'not-now', events: [] })
    expect(receive(withdrawal).ok).toBe(true)
    expect(receive(second).ok).toBe(true)
    expect(firms.acme.state.open.get('deal:d1')?.facts.get('price')?.value).toBe(6)
  })

  it('is the same from a snapshot', () => {
    const firms = asked()
    firms.carry()
    firms.bolt.say('sam', 'deal:d1', 'quote', { price: 5 })
    for (const { state } of [firms.acme, firms.bolt]) {
      expect(encodeState(decodeState(encodeState(state)))).toBe(encodeState(state))
    }
  })
})
