/** Letters carry what large and personal facts say, and each firm keeps that in content of its own. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Instant, type Json, type JsonObject, present } from '../../base/index.ts'
import { forgeriesMax, type Letter, letterText } from '../../kernel/index.ts'
import { parseReference } from '../../ledger/index.ts'
import type { FactForm } from '../../protocol/index.ts'
import { type StagedDesk, stageDesk } from '../../testing/staged-desk.ts'
import { stagedCharter } from '../../testing/staged-firm.ts'
import { returning, testFirm } from '../../testing/test-firm.ts'
import type { HostStaging } from '../../testing/staged-host.ts'
import { readFromContent } from '../content-value.ts'
import { ForgeriesDroppedError, openForgeryCount } from './forgery-count.ts'
import { takeLetter, takeReceipt } from './post.ts'
import { wholeLetter } from './whole-letter.ts'
import { letterBytesMax, type SignedLetter } from './wire.ts'

const deal = `
  protocol deal
  key deal
  roles buyer seller
  ask: buyer > seller; out deal who address plan
  quote: seller > buyer; in who address plan; out price
  accept: buyer > seller; in who address price; out note; ends completed
`

const address = 'Quince Lane 5'
const plan = 'LOQUAT '.repeat(5_000)

interface Pair {
  readonly acme: StagedDesk
  readonly bolt: StagedDesk
}

const stagePair = async (options: HostStaging['options'] = {}): Promise<Pair> => ({
  acme: await stageSide('acme', { holds: 'buyer', other: 'bolt', options: {} }),
  bolt: await stageSide('bolt', { holds: 'seller', other: 'acme', options }),
})

const stageSide = async (
  name: string,
  side: {
    readonly holds: string
    readonly other: string
    readonly options: HostStaging['options']
  },
): Promise<StagedDesk> => {
  const elsewhere = side.holds === 'buyer' ? 'seller' : 'buyer'
  const charter = stagedCharter({
    name,
    protocols: [deal],
    members: { eve: [side.holds] },
    apart: { deal: { [elsewhere]: side.other } },
  })
  const form = present(charter.protocols['deal'], 'the charter has it')
  const personal: FactForm = { kind: 'text', schema: {}, personal: 'who' }
  const protocols = { deal: { ...form, facts: { ...form.facts, address: personal } } }
  const { options = {} } = side
  return await stageDesk({ charter: { ...charter, protocols }, minds: new Map(), options })
}

const say = async (desk: StagedDesk, message: string, facts: JsonObject): Promise<string> => {
  const place = message === 'ask' ? { enactment: '', opens: 'deal' } : { enactment: 'deal:d1' }
  const said = await desk.call('act', { member: 'eve', message, facts, ...place })
  return said.ok ? 'said' : said.message
}

const signed = async (from: StagedDesk, letter: Letter): Promise<SignedLetter> => {
  const whole = await wholeLetter(from.host, letter)
  return { letter: whole, signature: testFirm(letter.from).sign(letterText(whole)) }
}

const letterOf = ({ host }: StagedDesk): Letter =>
  present([...host.state.outbox.values()][0], 'a letter waits')

/** Carries the first letter that waits, and its receipt back; says what became of it. */
const carry = async (from: StagedDesk, to: StagedDesk): Promise<string> => {
  const receipt = await takeLetter(to.host, await signed(from, letterOf(from)))
  if (receipt === undefined) return 'not taken in'
  await takeReceipt(from.host, returning(receipt))
  return receipt.because === undefined ? receipt.outcome : `${receipt.outcome}: ${receipt.because}`
}

const asked = async (options: HostStaging['options'] = {}): Promise<Pair> => {
  const pair = await stagePair(options)
  expect(await say(pair.acme, 'ask', { deal: 'd1', who: 'ann', address, plan })).toBe('said')
  return pair
}

const factOf = ({ host }: StagedDesk, name: string): Json =>
  present(host.state.open.get('deal:d1')?.facts.get(name), 'it is bound').value

const saidBy = async (desk: StagedDesk, name: string): Promise<Json> =>
  await readFromContent(desk.content, factOf(desk, name))

const ledgerOf = ({ told }: StagedDesk): string => JSON.stringify(told)

const erasure = { by: 'boss', at: 0 as Instant }

describe('a fact that stands in content', () => {
  it('reaches the other firm whole, and is kept there under a name and a salt of its own', async () => {
    const { acme, bolt } = await asked()
    expect(await carry(acme, bolt)).toBe('bound')
    for (const [name, value] of [
      ['address', address],
      ['plan', plan],
    ] as const) {
      expect(await saidBy(bolt, name)).toBe(value)
      const [here, there] = [parseReference(factOf(acme, name)), parseReference(factOf(bolt, name))]
      expect(there).toBeDefined()
      expect(there?.name).not.toBe(here?.name)
    }
    expect(ledgerOf(bolt)).not.toContain('Quince')
    expect(await bolt.content.subjects()).toEqual([{ name: 'ann', contentCount: 1 }])
  })

  it('comes back and is the same, whatever it is called here and there', async () => {
    const { acme, bolt } = await asked()
    await carry(acme, bolt)
    expect(await say(bolt, 'quote', { price: 5 })).toBe('said')
    expect(await carry(bolt, acme)).toBe('bound')
    expect(await say(acme, 'accept', { note: 'fine' })).toBe('said')
    expect(await carry(acme, bolt)).toBe('bound')
    for (const desk of [acme, bolt]) {
      expect(desk.events('enactment-ended')).toMatchObject([{ as: 'completed' }])
    }
  })

  it('is verified against what was signed, and of a forgery nothing is kept', async () => {
    const { acme, bolt } = await asked()
    const { letter, signature } = await signed(acme, letterOf(acme))
    const forged = { ...letter, facts: { ...letter.facts, address: 'Medlar Lane 6' } }
    expect(await takeLetter(bolt.host, { letter: forged, signature })).toBeUndefined()
    expect(bolt.events('letter-refused')).toHaveLength(1)
    expect(await bolt.content.subjects()).toEqual([])
    expect(await carry(acme, bolt)).toBe('bound')
  })

  it('that contradicts what stands there is refused', async () => {
    const { acme, bolt } = await asked()
    await carry(acme, bolt)
    await say(bolt, 'quote', { price: 5 })
    const letter = await wholeLetter(bolt.host, letterOf(bolt))
    const lie = { ...letter, facts: { ...letter.facts, plan: `${plan}!` } }
    const signature = testFirm('bolt').sign(letterText(lie))
    expect(await takeLetter(acme.host, { letter: lie, signature })).toMatchObject({
      outcome: 'refused',
      because: 'plan is bound to something else in deal:d1, by eve',
    })
  })
})

describe('forgeries', () => {
  it('that come too often are counted, and the book says within the hour how many there were', async () => {
    const { acme, bolt } = await asked()
    const heard: unknown[] = []
    const forgeries = openForgeryCount(bolt.host, (cause) => void heard.push(cause))
    const { letter } = await signed(acme, letterOf(acme))
    const forge = async (): Promise<void> => {
      expect(await takeLetter(bolt.host, { letter, signature: '' }, forgeries)).toBeUndefined()
    }
    const dropped = (): readonly (number | undefined)[] =>
      bolt.events('letter-refused').map((event) => event.dropped)
    for (let count = 0; count < forgeriesMax + 7; count += 1) await forge()
    expect(dropped()).toEqual(Array.from({ length: forgeriesMax }))
    expect(heard).toEqual([expect.any(ForgeriesDroppedError)])
    bolt.clock.pass(3_600_000)
    await expect.poll(dropped).toHaveLength(forgeriesMax + 1)
    // The last of the seven stands for itself.
    expect(dropped().at(-1)).toBe(6)
    for (let count = 0; count < forgeriesMax; count += 1) await forge()
    bolt.clock.pass(3_599_000)
    bolt.clock.pass(1_000)
    await expect.poll(dropped).toHaveLength(2 * forgeriesMax + 1)
    expect(dropped().at(-1)).toBeUndefined()
    expect(await carry(acme, bolt)).toBe('bound')
    forgeries.stop()
  })
})

describe('what was erased', () => {
  it('by its receiver is not kept again when it comes again', async () => {
    const { acme, bolt } = await asked()
    await carry(acme, bolt)
    await say(bolt, 'quote', { price: 5 })
    await carry(bolt, acme)
    await bolt.content.erase('ann', erasure)
    await say(acme, 'accept', { note: 'fine' })
    expect(await carry(acme, bolt)).toBe('bound')
    expect(await bolt.content.subjects()).toEqual([])
  })

  it('by its sender is left out, and misses nobody who has it', async () => {
    const { acme, bolt } = await asked()
    await carry(acme, bolt)
    await say(bolt, 'quote', { price: 5 })
    await carry(bolt, acme)
    await say(acme, 'accept', { note: 'fine' })
    await acme.content.erase('ann', erasure)
    expect(JSON.stringify(await wholeLetter(acme.host, letterOf(acme)))).not.toContain('address')
    expect(await carry(acme, bolt)).toBe('bound')
    expect(
      await readFromContent(
        bolt.content,
        bolt.events('message-received')[0]?.facts['address'] ?? null,
      ),
    ).toBe(address)
  })

  it('before it came at all is told to who said it', async () => {
    const { acme, bolt } = await asked()
    await acme.content.erase('ann', erasure)
    const why = 'ask of deal lacks address, which was erased before it came'
    expect(await carry(acme, bolt)).toBe(`refused: ${why}`)
    expect(acme.host.state.open.get('deal:d1')?.news.get('eve')).toMatchObject([
      { text: `bolt did not bind ask: ${why}` },
    ])
  })
})

describe('what a letter cannot carry', () => {
  const much = 'x'.repeat(letterBytesMax)

  it('is refused to who says it, with how much it is and how much a letter takes', async () => {
    const { acme, bolt } = await asked()
    const said = await say(acme, 'ask', { deal: 'd2', who: 'ann', address, plan: much })
    expect(said).toBe(
      'ask to bolt would carry 4194330 bytes, the most of them plan, and a letter carries at most 4194304: say less, or say where it is',
    )
    await carry(acme, bolt)
    // What the message reads goes with it.
    const price = much.slice(plan.length)
    expect(await say(bolt, 'quote', { price })).toContain('quote to acme would carry 4194332 bytes')
    expect(await say(bolt, 'quote', { price: price.slice(40) })).toBe('said')
    expect(await carry(bolt, acme)).toBe('bound')
  })
})

describe('a letter to an enactment of an earlier charter', () => {
  it('is judged by the schemas that it began under', async () => {
    const schemas = (isOld: boolean) => (_protocol: string, fact: string) =>
      fact === 'note' ? (isOld ? z.string() : z.number()) : undefined
    const staff = { minds: new Map(), unfenced: new Set<string>(), variablesOf: () => ({}) }
    const version = { mindOf: () => undefined, environments: new Map(), scratches: new Map() }
    const { acme, bolt } = await asked({
      staff: { ...staff, schemaOf: schemas(false) },
      codeOf: (charter) => (charter === 1 ? { ...version, schemaOf: schemas(true) } : undefined),
    })
    await carry(acme, bolt)
    const { charter } = bolt.host.state
    await bolt.adopt({ ...present(charter, 'it has one'), code: 'another' })
    await say(bolt, 'quote', { price: 5 })
    await carry(bolt, acme)
    await say(acme, 'accept', { note: 'fine' })
    expect(await carry(acme, bolt)).toBe('bound')
  })
})
