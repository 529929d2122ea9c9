/** An effect is given what the facts that it reads say, wherever they stand; what was erased is not guessed. */
import { describe, expect, it } from 'vitest'
import { type Instant, type Json, type JsonObject, parseHash, present } from '../base/index.ts'
import type { FactForm } from '../protocol/index.ts'
import { stagedCharter } from '../testing/staged-firm.ts'
import { type StagedDesk, stageDesk } from '../testing/staged-desk.ts'
import { settleEffect, takeStep } from './index.ts'
import type { EffectOrder, EnvironmentPort, Mind } from './ports/index.ts'

const parcel = `
  protocol parcel
  key parcel
  roles teller clerk
  environments carrier
  open: teller > clerk; out parcel customer other label
  send: clerk > carrier; in label; out address neighbour; does revocable send label address neighbour; ends completed
`

interface Office {
  readonly desk: StagedDesk
  /** What the carrier was told to do, asked about and shown, by what was called. */
  readonly orders: { readonly call: string; readonly values: readonly Json[] }[]
  /** The order that waits to be carried out, as by the host that started it, or by another. */
  readonly settle: (startedHere: boolean) => Promise<void>
  readonly send: () => Promise<void>
}

const label = 'LOQUAT '.repeat(3_000)
const address = 'Quince Lane 5'
const neighbour = 'Mrs Medlar'

const personalTo = (subject: string): FactForm => ({ kind: 'text', schema: {}, personal: subject })

const openOffice = async (
  made: { readonly gated?: boolean; readonly answers?: EnvironmentPort['ask'] } = {},
): Promise<Office> => {
  const charter = stagedCharter({
    protocols: [parcel],
    members: { tom: ['teller'], cora: ['clerk'] },
    policy: made.gated === true ? [{ protocol: 'parcel', message: 'send', gate: approval }] : [],
  })
  const form = present(charter.protocols['parcel'], 'the charter has it')
  const facts = { address: personalTo('customer'), neighbour: personalTo('other') }
  const orders: { call: string; values: readonly Json[] }[] = []
  const note = (call: string, { values }: EffectOrder): void => {
    orders.push({ call, values: values.map((value) => (value === label ? 'the label' : value)) })
  }
  const port: EnvironmentPort = {
    kind: 'carrier',
    preview: async (order) => {
      note('preview', order)
      return await Promise.resolve({ title: 'send', text: JSON.stringify(order.values) })
    },
    perform: async (order) => {
      note('perform', order)
      const receipt = { slip: `for ${JSON.stringify(order.values[1])}`, number: 7 }
      return await Promise.resolve({ kind: 'done', receipt })
    },
    ask: async (order) => {
      note('ask', order)
      return (await made.answers?.(order)) ?? { kind: 'not-started' }
    },
    undo: async () => await Promise.resolve({}),
    exists: async () => await Promise.resolve(undefined),
    close: async () => await Promise.resolve(),
  }
  const desk = await stageDesk({
    charter: {
      ...charter,
      protocols: { parcel: { ...form, facts: { ...form.facts, ...facts } } },
    },
    minds: new Map([['cora', { kind: 'script', enforced: true, turnsAtOnce: 1, take: sends }]]),
    options: { environments: new Map([['carrier', port]]) },
  })
  const act = async (enactment: string, message: string, said: JsonObject): Promise<void> => {
    const opens = enactment === '' ? { opens: 'parcel' } : {}
    const asked = { member: 'tom', enactment, message, facts: said, ...opens }
    expect(await desk.call('act', asked)).toMatchObject({ ok: true })
  }
  await act('', 'open', { parcel: 'p1', customer: 'ann', other: 'ben', label })
  return {
    desk,
    orders,
    send: async () => void (await takeStep(desk.host, { order: (due) => due })),
    settle: async (startedHere) => {
      const [due] = desk.host.dueEffects()
      await settleEffect(desk.host, present(due, 'it is due'), { startedHere })
    },
  }
}

const sends: Mind['take'] = async () =>
  await Promise.resolve({
    kind: 'send',
    messages: [{ message: 'send', facts: { address, neighbour } }],
    cites: [],
    use: { ms: 1 },
    notes: [],
  })

const approval = { kind: 'approval', who: 'boss' } as const
const erasure = { by: 'boss', at: 0 as Instant }

describe('an effect', () => {
  it('is given what its facts say, large and personal ones too', async () => {
    const { desk, orders, send } = await openOffice()
    await send()
    await takeStep(desk.host, { order: (due) => due })
    expect(orders).toEqual([{ call: 'perform', values: ['the label', address, neighbour] }])
  })

  it('fails in words, and is not carried out, where one of them was erased', async () => {
    const { desk, orders, send, settle } = await openOffice()
    await send()
    await desk.content.erase('ann', erasure)
    await settle(true)
    expect(orders).toEqual([])
    const why = 'address was erased by boss on 1970-01-01T00:00:00.000Z: nothing was done'
    expect(desk.events('effect-settled')).toMatchObject([{ outcome: 'failed', receipt: { why } }])
    expect(desk.events('enactment-ended')).toMatchObject([{ as: 'failed' }])
  })

  it('that an earlier host started is asked about by its key, erased or not', async () => {
    const done = { kind: 'done', receipt: { slip: 'an old one' } } as const
    const { desk, orders, send, settle } = await openOffice({
      answers: async () => await Promise.resolve(done),
    })
    await send()
    await desk.content.erase('ann', erasure)
    await settle(false)
    expect(orders).toEqual([{ call: 'ask', values: ['the label', null, neighbour] }])
    expect(desk.events('effect-settled')).toMatchObject([
      { outcome: 'done', receipt: done.receipt },
    ])
  })

  it('that surely never began fails where what it needs was erased', async () => {
    const { desk, orders, send, settle } = await openOffice()
    await send()
    await desk.content.erase('ann', erasure)
    await settle(false)
    expect(orders.map(({ call }) => call)).toEqual(['ask'])
    expect(desk.events('effect-settled')).toMatchObject([{ outcome: 'failed' }])
  })

  it('leaves nothing personal in its receipt, which still says it until it is erased', async () => {
    const { desk, send, settle } = await openOffice()
    await send()
    await settle(true)
    const [settled] = desk.events('effect-settled')
    const position = desk.told.find(({ event }) => event === settled)?.entry.position
    expect(settled?.receipt).toMatchObject({ number: 7, slip: { bytes: 23 } })
    expect(JSON.stringify(desk.told)).not.toContain(address)
    const why = async (): Promise<string> =>
      JSON.stringify(await desk.call('why', { what: String(position) }))
    expect(await why()).toContain(address)
    await desk.content.erase('ann', erasure)
    expect(await why()).not.toContain('Quince')
  })
})

describe('the preview of a gated effect', () => {
  it('is made of what a person sends, as of what a mind does', async () => {
    const { desk, orders } = await openOffice({ gated: true })
    const facts = { address, neighbour }
    const asked = { member: 'cora', enactment: 'parcel:p1', message: 'send', facts }
    expect(await desk.call('act', asked)).toMatchObject({ ok: true, value: { intent: 'i1' } })
    expect(orders.map(({ call }) => call)).toEqual(['preview'])
    expect(desk.events('intent-held')[0]?.preview).toBeDefined()
  })

  it('says what would be done, and of several persons nothing personal', async () => {
    const { desk, orders, send } = await openOffice({ gated: true })
    await send()
    expect(orders).toEqual([
      {
        call: 'preview',
        values: ['the label', '(address, which is personal)', '(neighbour, which is personal)'],
      },
    ])
    const [held] = desk.events('intent-held')
    const name = present(parseHash(held?.preview ?? ''), 'it is kept')
    expect(await desk.content.get(name)).toMatchObject({ ok: true })
  })
})
