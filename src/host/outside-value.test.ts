/** Whoever knows what content is called may still not bind it: each way by which facts come in refuses the name. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { isJsonObject, type Json, type JsonObject, present } from '../base/index.ts'
import { hashOfForm } from '../protocol/index.ts'
import { amendedContent, type MessageSent } from '../kernel/index.ts'
import { stagedCharter } from '../testing/staged-firm.ts'
import { type StagedDesk, stageDesk } from '../testing/staged-desk.ts'
import { arriving } from '../testing/test-firm.ts'
import { testOperator } from '../testing/test-operator.ts'
import { takeLetter } from './apart/post.ts'
import { takeStep } from './index.ts'
import type { EnvironmentPort, MindAnswer } from './ports/index.ts'

const care = `
  protocol care
  key case
  roles asker helper
  environments world
  ask: asker > helper; out case diagnosis
  reply: helper > asker; in case; out answer
  act: helper > world; in answer; does revocable act answer; ends completed
`

const ruling = `
  protocol ruling
  key n
  roles owner
  facts topic rule
  rule: owner > owner; out n topic rule; ends completed
`

const deal = `
  protocol deal
  key deal
  roles buyer seller
  ask: buyer > seller; out deal item
  quote: seller > buyer; in item; out price; ends completed
`

const secret = 'QUINCE '.repeat(3_000)

/** Refers to the diagnosis, as the ledger does; whoever reads the log knows it. */
type Reference = JsonObject

interface Clinic {
  readonly desk: StagedDesk
  readonly reference: Reference
  /** How often the ledger names what the diagnosis is called. */
  readonly named: () => number
}

const plain = (values: Partial<EnvironmentPort>): EnvironmentPort => ({
  kind: 'world',
  preview: async () => await Promise.resolve({ title: '', text: '' }),
  perform: async () => await Promise.resolve({ kind: 'done', receipt: {} }),
  ask: async () => await Promise.resolve({ kind: 'not-started' }),
  undo: async () => await Promise.resolve({}),
  exists: async () => await Promise.resolve(undefined),
  close: async () => await Promise.resolve(),
  ...values,
})

/** The diagnosis is for askers alone; Bob, who helps, says what the test has him say. */
const openClinic = async (
  says: (reference: Reference) => JsonObject,
  made: { readonly gated?: boolean; readonly receipts?: boolean } = {},
): Promise<Clinic> => {
  const charter = stagedCharter({
    protocols: [care, ruling, deal],
    members: { boss: ['operator', 'owner'], ana: ['asker'], bob: ['helper'], sue: ['seller'] },
    stands: { rule: 'decision/{topic}' },
    apart: { deal: { buyer: 'bolt' } },
    policy:
      made.gated === true
        ? [{ protocol: 'care', message: 'reply', gate: { kind: 'approval', who: 'boss' } }]
        : [],
  })
  const form = present(charter.protocols['care'], 'the charter has it')
  const diagnosis = { kind: 'text', schema: {}, audience: ['asker'] } as const
  const closed = { ...form, facts: { ...form.facts, diagnosis } }
  let reference: Reference = {}
  const answer = (): MindAnswer => ({
    kind: 'send',
    messages: [{ message: 'reply', facts: says(reference) }],
    cites: [],
    use: { ms: 1 },
    notes: [],
  })
  const take = async (): Promise<MindAnswer> => await Promise.resolve(answer())
  const perform: EnvironmentPort['perform'] = async () =>
    await Promise.resolve({ kind: 'done', receipt: made.receipts === true ? { reference } : {} })
  const desk = await stageDesk({
    charter: { ...charter, protocols: { ...charter.protocols, care: closed } },
    minds: new Map([['bob', { kind: 'script', enforced: true, turnsAtOnce: 1, take }]]),
    options: {
      environments: new Map([['world', plain({ perform })]]),
      staff: {
        minds: new Map([['bob', { kind: 'script', enforced: true, turnsAtOnce: 1, take }]]),
        // The price of a deal is made of a text.
        schemaOf: (_protocol, fact) =>
          fact === 'price' ? z.string().transform((text): unknown => JSON.parse(text)) : undefined,
        unfenced: new Set(),
        variablesOf: () => ({}),
      },
    },
  })
  await act(desk, 'ana', 'ask', { case: 'c1', diagnosis: secret }, 'care')
  reference = sentBy(desk, 'ana')?.facts['diagnosis'] as JsonObject
  expect(isJsonObject(reference)).toBe(true)
  const name = JSON.stringify(reference)
  const named = (): number =>
    JSON.stringify(desk.told.map(({ event }) => event)).split(name).length - 1
  return { desk, reference, named }
}

const act = async (
  desk: StagedDesk,
  member: string,
  message: string,
  facts: JsonObject,
  opens?: string,
): Promise<string> => {
  const enactment = opens === undefined ? 'care:c1' : ''
  const opening = opens === undefined ? {} : { opens }
  return await words(desk, 'act', { member, enactment, message, facts, ...opening })
}

const words = async (desk: StagedDesk, verb: string, args: JsonObject): Promise<string> => {
  const said = await desk.call(verb, args)
  return said.ok ? JSON.stringify(said.value) : said.message
}

const sentBy = ({ events }: StagedDesk, member: string): MessageSent | undefined =>
  events('message-sent').find(({ by }) => by === member)

const step = async ({ host }: StagedDesk): Promise<void> => {
  await takeStep(host, { order: (due) => due })
}

const refusal =
  'an object with "$content" is the firm\'s own name for a value that it keeps; say the value itself'

describe('what a mind says', () => {
  it.each<[string, (reference: Reference) => JsonObject, string]>([
    ['as the fact', (reference) => ({ answer: reference }), 'facts.answer'],
    ['within it', (reference) => ({ answer: { list: [1, reference] } }), 'facts.answer.list.1'],
    ['in the place of all', (reference) => reference, 'facts'],
    ['as a fact of no protocol', (reference) => ({ answer: 'x', also: reference }), 'facts.also'],
  ])('names no content: %s', async (_how, says, place) => {
    const { desk, named } = await openClinic(says)
    await step(desk)
    expect(desk.events('turn-refused')).toMatchObject([
      { why: 'schema', detail: `${place}: ${refusal}` },
    ])
    expect(named()).toBe(1)
    const [turn] = desk.events('turn-refused')
    expect(await words(desk, 'why', { what: turn?.turn ?? '' })).not.toContain('QUINCE')
  })

  it('may be the value itself', async () => {
    const { desk, named } = await openClinic(() => ({ answer: secret }))
    await step(desk)
    expect(sentBy(desk, 'bob')?.facts).toMatchObject({ answer: { bytes: secret.length + 2 } })
    expect(named()).toBe(2)
  })
})

describe('what a person says by a verb', () => {
  it('names no content: act', async () => {
    const { desk, reference, named } = await openClinic(() => ({}))
    expect(await act(desk, 'bob', 'reply', { answer: reference })).toBe(`facts.answer: ${refusal}`)
    expect(named()).toBe(1)
  })

  it('names no content: answer', async () => {
    const { desk, reference, named } = await openClinic(() => ({}))
    const asked = { id: 'c1', text: JSON.stringify(reference), by: 'bob' }
    expect(await words(desk, 'answer', asked)).toBe(`facts.answer: ${refusal}`)
    expect(named()).toBe(1)
  })

  it('names no content: decide', async () => {
    const { desk, reference, named } = await openClinic(() => ({}))
    const asked = { by: 'boss', scope: 'build', text: JSON.stringify(reference) }
    expect(await words(desk, 'decide', asked)).toBe(`facts.rule: ${refusal}`)
    expect(named()).toBe(1)
  })

  it('names no content: amend, but for what the intent named already', async () => {
    const { desk, reference, named } = await openClinic(
      () => ({ answer: 'LOQUAT '.repeat(3_000) }),
      {
        gated: true,
      },
    )
    await step(desk)
    const [held] = desk.events('intent-held')
    const intent = present(desk.host.state.intents.get(held?.intent ?? ''), 'it waits')
    const amend = async (facts: JsonObject): Promise<string> => {
      const what = amendedContent(intent, facts)
      const signature = testOperator().sign('acme', { verb: 'amend', what })
      return await words(desk, 'amend', { intent: intent.id, by: 'boss', signature, facts })
    }
    expect(await amend({ answer: reference })).toBe(`facts.answer: ${refusal}`)
    expect(await amend({ answer: [reference] })).toBe(`facts.answer.0: ${refusal}`)
    expect(named()).toBe(1)
    const same: Json = intent.messages[0]?.facts['answer'] ?? null
    expect(await amend({ answer: same })).toContain('approve it instead')
  })

  it('is text where it is told to a member, whatever it looks like', async () => {
    const { desk, reference } = await openClinic(() => ({}))
    const text = JSON.stringify(reference)
    await words(desk, 'tell', { by: 'boss', member: 'bob', text, enactment: 'care:c1' })
    const brief = await words(desk, 'brief', { member: 'bob', enactment: 'care:c1' })
    expect(brief).toContain(JSON.stringify(text).slice(1, -1))
    expect(brief).not.toContain('QUINCE')
  })

  it('names no content by what its schema makes of a text', async () => {
    const { desk, reference, named } = await openClinic(() => ({}))
    const letter = {
      from: 'bolt',
      to: 'acme',
      sent: 1,
      enactment: 'deal:d1',
      protocol: 'deal',
      protocolHash: hashOfDeal(desk),
      message: 'ask',
      speaker: 'bea',
      epoch: 0,
      facts: { deal: 'd1', item: 'bolts' },
    }
    expect(await takeLetter(desk.host, arriving(letter))).toMatchObject({ outcome: 'bound' })
    const quote = { price: JSON.stringify(reference) }
    const asked = { member: 'sue', enactment: 'deal:d1', message: 'quote', facts: quote }
    expect(await words(desk, 'act', asked)).toBe(`facts.price: ${refusal}`)
    expect(named()).toBe(1)
  })
})

const hashOfDeal = ({ host }: StagedDesk): string =>
  hashOfForm(present(host.state.charter?.protocols['deal'], 'the charter has it'))

describe('what comes from elsewhere', () => {
  it('names no content: the letter of another firm', async () => {
    const { desk, reference, named } = await openClinic(() => ({}))
    const letter = {
      from: 'bolt',
      to: 'acme',
      sent: 1,
      enactment: 'deal:d1',
      protocol: 'deal',
      protocolHash: hashOfDeal(desk),
      message: 'ask',
      speaker: 'bea',
      epoch: 0,
      facts: { deal: 'd1', item: { about: reference } },
    }
    expect(await takeLetter(desk.host, arriving(letter))).toMatchObject({
      outcome: 'refused',
      because: `facts.item.about: ${refusal}`,
    })
    expect(named()).toBe(1)
  })

  it('names no content: the receipt of an environment', async () => {
    const { desk, named } = await openClinic(() => ({ answer: 'x' }), { receipts: true })
    await step(desk)
    await act(desk, 'bob', 'act', {})
    await step(desk)
    expect(desk.events('effect-settled')).toMatchObject([
      { outcome: 'done', receipt: { reference: '(a name of content, which nobody may say)' } },
    ])
    expect(named()).toBe(1)
  })
})
