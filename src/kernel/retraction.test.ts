/** What falls is undone, dependants first, and opened again in a new epoch. */
import { describe, expect, it } from 'vitest'
import { type StagedFirm, stageFirm } from '../testing/staged-firm.ts'
import { menuIn } from './index.ts'

const swap = `
  protocol swap
  key swap
  roles trader
  environments chain shop
  lock: trader > chain; out swap amount; does revocable lock amount
  reserve: trader > shop; in lock.done amount; does revocable reserve amount
  note: trader > trader; in reserve.done; out remark
  pack: trader > shop; in remark; does revocable pack remark
  ship: trader > shop; in pack.done amount; does irreversible ship amount; ends completed
`

const silent = { protocol: 'swap', message: 'ship', gate: { kind: 'silent' } } as const

const trading = (): StagedFirm => {
  const firm = stageFirm({ protocols: [swap], members: { eve: ['trader'] }, policy: [silent] })
  firm.open('eve', 'swap', 'lock', { swap: 's1', amount: 1 })
  return firm
}

const effectKey = (firm: StagedFirm): string => [...firm.state.effects.keys()][0] ?? ''

const settle = (firm: StagedFirm, finality?: 'seen' | 'final') =>
  firm.run({
    type: 'settle-effect',
    effect: effectKey(firm),
    outcome: 'done',
    receipt: {},
    ...(finality === undefined ? {} : { finality }),
  })

const lock = { enactment: 'swap:s1', fact: 'lock' } as const

const fall = (firm: StagedFirm) =>
  firm.run({ type: 'retract-fact', ...lock, by: 'chain', because: 'block 7 was replaced' })

const menu = (firm: StagedFirm): readonly string[] => {
  const open = firm.state.open.get('swap:s1')
  return open === undefined ? [] : menuIn(firm.state, open, 'eve').map(({ message }) => message)
}

/** Locked and seen, reserved, noted, packed. */
const packed = (): StagedFirm => {
  const firm = trading()
  settle(firm, 'seen')
  firm.say('eve', 'swap:s1', 'reserve')
  settle(firm)
  firm.say('eve', 'swap:s1', 'note', { remark: 'r' })
  firm.say('eve', 'swap:s1', 'pack')
  settle(firm)
  firm.since()
  return firm
}

describe('a receipt that is not final', () => {
  it('keeps what cannot be undone off the menu', () => {
    const firm = packed()
    expect(menu(firm)).toEqual([])
    expect(firm.run({ type: 'observe-finality', ...lock, finality: 'safe' }).ok).toBe(true)
    expect(firm.run({ type: 'observe-finality', ...lock, finality: 'seen' }).ok).toBe(false)
    expect(menu(firm)).toEqual([])
    firm.run({ type: 'observe-finality', ...lock, finality: 'final' })
    expect(menu(firm)).toEqual(['ship'])
  })

  it('that falls has what rests on it undone, dependants first, and then opened again', () => {
    const firm = packed()
    fall(firm)
    expect(firm.since()).toEqual(['fact-retracted', 'reopening-begun', 'undo-started'])
    expect(firm.events.at(-1)).toMatchObject({ message: 'pack' })
    expect(menu(firm)).toEqual([])
    const keyOf = (message: string): string =>
      firm.state.open.get('swap:s1')?.effects.get(message)?.key ?? ''
    firm.run({ type: 'settle-undo', effect: keyOf('pack'), receipt: {} })
    expect(firm.events.at(-1)).toMatchObject({ type: 'undo-started', message: 'reserve' })
    firm.run({ type: 'settle-undo', effect: keyOf('reserve'), receipt: {} })
    expect(firm.events.at(-1)).toMatchObject({
      type: 'enactment-reopened',
      epoch: 1,
      messages: ['reserve', 'note', 'pack'],
      facts: ['remark'],
    })
    // The lock itself is under way again, under the key that it had: it never happens twice.
    expect([...firm.state.effects.keys()]).toEqual([keyOf('lock')])
    expect(menu(firm)).toEqual([])
    settle(firm, 'final')
    expect(menu(firm)).toEqual(['reserve'])
  })

  it('that falls while something on it is under way waits for that receipt first', () => {
    const firm = trading()
    settle(firm, 'seen')
    firm.say('eve', 'swap:s1', 'reserve')
    const reserve = firm.state.open.get('swap:s1')?.effects.get('reserve')?.key ?? ''
    firm.since()
    fall(firm)
    expect(firm.since()).toEqual(['fact-retracted', 'reopening-begun'])
    firm.run({ type: 'settle-effect', effect: reserve, outcome: 'done', receipt: {} })
    expect(firm.since()).toEqual(['effect-settled', 'undo-started'])
  })

  it('that falls and never comes back ends the enactment as failed', () => {
    const firm = packed()
    fall(firm)
    const at = firm.state.open.get('swap:s1')?.effects
    for (const name of ['pack', 'reserve']) {
      firm.run({ type: 'settle-undo', effect: at?.get(name)?.key ?? '', receipt: {} })
    }
    firm.settle('failed')
    expect(firm.events.at(-1)).toMatchObject({ type: 'enactment-ended', as: 'failed' })
  })

  it('holds the end back until it is final', () => {
    const short = `
      protocol swap
      key swap
      roles trader
      environments chain
      lock: trader > chain; out swap amount; does revocable lock amount
      close: trader > trader; in lock.done; out word; ends completed
    `
    const firm = stageFirm({ protocols: [short], members: { eve: ['trader'] } })
    firm.open('eve', 'swap', 'lock', { swap: 's1', amount: 1 })
    settle(firm, 'seen')
    firm.say('eve', 'swap:s1', 'close', { word: 'done' })
    expect(firm.state.open.has('swap:s1')).toBe(true)
    fall(firm)
    settle(firm, 'seen')
    expect(menu(firm)).toEqual(['close'])
    firm.say('eve', 'swap:s1', 'close', { word: 'again' })
    firm.run({ type: 'observe-finality', ...lock, finality: 'final' })
    expect(firm.events.at(-1)).toMatchObject({ type: 'enactment-ended', as: 'completed' })
  })

  it('gives way to a cancel, which undoes everything', () => {
    const firm = packed()
    fall(firm)
    const end = { enactment: 'swap:s1', as: 'cancelled', by: 'boss', because: '' } as const
    firm.run({ type: 'end-enactment', ...end })
    const at = firm.state.open.get('swap:s1')?.effects
    const undo = (name: string) =>
      firm.run({ type: 'settle-undo', effect: at?.get(name)?.key ?? '', receipt: {} })
    undo('pack')
    firm.run({
      type: 'settle-effect',
      effect: at?.get('lock')?.key ?? '',
      outcome: 'done',
      receipt: {},
    })
    undo('reserve')
    undo('lock')
    expect(firm.events.at(-1)).toMatchObject({ type: 'enactment-ended', as: 'cancelled' })
  })
})

describe('a fact that is taken back', () => {
  const rate = `
    protocol rate
    key pair
    roles quoter
    environments chain
    post: quoter > chain; out pair value; does revocable post value
    amend: quoter > quoter; in value post.done; out word
    close: quoter > quoter; in word; out end; ends completed
  `
  const order = `
    protocol order
    key order
    roles clerk
    environments stock
    begin: clerk > clerk; out order pair2
    reserve: clerk > stock; in pair2; out item; does revocable reserve item
    ship: clerk > stock; in reserve.done; does irreversible ship; ends completed
  `
  const firmOf = (): StagedFirm =>
    stageFirm({
      protocols: [rate, order],
      members: { eve: ['quoter'], cleo: ['clerk'] },
      stands: { value: 'rate/x' },
      under: ['rate/x'],
      policy: [{ protocol: 'order', message: 'ship', gate: { kind: 'silent' } }],
    })

  it('takes what stands by it along, and undoes in other enactments what rests on that', () => {
    const firm = firmOf()
    firm.open('eve', 'rate', 'post', { pair: 'p1', value: 3 })
    settle(firm, 'seen')
    firm.open('cleo', 'order', 'begin', { order: 'o1', pair2: 'x' })
    firm.say('cleo', 'order:o1', 'reserve', { item: 'i' })
    settle(firm)
    // What rests on a standing fact that is not final yet is not final either.
    expect(firm.say('cleo', 'order:o1', 'ship')).toMatchObject({ ok: false })
    const post = { enactment: 'rate:p1', fact: 'post', by: 'chain', because: 'gone' }
    firm.since()
    firm.run({ type: 'retract-fact', ...post })
    expect(firm.since()).toEqual([
      'fact-retracted',
      'break-told',
      'reopening-begun',
      'undo-started',
    ])
    expect(firm.state.standing.get('rate/x')).toMatchObject({ version: 2, value: null })
    expect(firm.events.at(-1)).toMatchObject({ enactment: 'order:o1', message: 'reserve' })
    const again = firm.state.open.get('rate:p1')?.effects.get('post')?.key ?? ''
    firm.run({ type: 'settle-effect', effect: again, outcome: 'done', receipt: {} })
    expect(firm.state.standing.get('rate/x')).toMatchObject({ version: 3, value: 3 })
  })

  it('is not by a person where something that cannot be undone rests on it, or where it opened the work', () => {
    const firm = packed()
    firm.run({ type: 'observe-finality', ...lock, finality: 'final' })
    firm.say('eve', 'swap:s1', 'ship')
    const take = (fact: string) =>
      firm.run({ type: 'retract-fact', enactment: 'swap:s1', fact, by: 'boss', because: '' })
    expect(take('remark')).toMatchObject({
      why: 'not-now',
      message: 'ship in swap:s1 rests on it and cannot be undone',
    })
    expect(take('amount')).toMatchObject({
      why: 'not-now',
      message: 'amount opened swap:s1: cancel it instead',
    })
  })
})
