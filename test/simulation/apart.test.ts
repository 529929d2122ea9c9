/** Two firms over a wire that loses, repeats and reorders, their hosts killed now and then: both ledgers say the same. */
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/base/index.ts'
import { readFromContent } from '../../src/host/index.ts'
import { breachesOf } from '../../src/testing/ledger-oracle.ts'
import { simulatedClock } from '../../src/testing/simulated-clock.ts'
import { SimulatedPartner } from '../../src/testing/simulated-partner.ts'
import { simulatedWire } from '../../src/testing/simulated-wire.ts'
import { stagedCharter } from '../../src/testing/staged-firm.ts'

const seedCount = Number(process.env['SEEDS'] ?? 60)
const only = process.env['SEED']
const seeds =
  only === undefined ? Array.from({ length: seedCount }, (_, index) => index + 1) : [Number(only)]

// How much must have gone wrong; of a single seed nothing is asked.
const least = only === undefined ? seeds.length : 0

// Whatever ends an enactment reads all that may be on its way, so that nothing is left behind.
const protocols = ['deal', 'errand'].map(
  (name) => `
    protocol ${name}
    key key
    roles ${name}-asker ${name}-doer
    facts answer(yes|no)
    ask: ${name}-asker > ${name}-doer; out key item
    hint: ${name}-asker > ${name}-doer; in item; out colour
    quote: ${name}-doer > ${name}-asker; in item; out price
    accept: ${name}-asker > ${name}-doer; in item price; out answer.yes
    refuse: ${name}-asker > ${name}-doer; in price colour; out answer.no; ends failed
    deliver: ${name}-doer > ${name}-asker; in answer.yes item colour; out parcel; ends completed
  `,
)

const charterOf = (own: string, other: string, mine: readonly string[]) => {
  const roles = ['deal-asker', 'deal-doer', 'errand-asker', 'errand-doer']
  const elsewhere = (protocol: string) =>
    Object.fromEntries(
      roles
        .filter((role) => role.startsWith(protocol) && !mine.includes(role))
        .map((role) => [role, other]),
    )
  const charter = stagedCharter({
    name: own,
    protocols,
    members: { eve: [...mine], boss: ['operator'] },
    apart: { deal: elsewhere('deal'), errand: elsewhere('errand') },
  })
  // What is personal stands in the content of each, and crosses from one to the other.
  const personal = { kind: 'value', schema: {}, personal: 'key' } as const
  const withPersonal = Object.entries(charter.protocols).map(
    ([name, form]) =>
      [name, { ...form, facts: { ...form.facts, item: personal, parcel: personal } }] as const,
  )
  return { ...charter, protocols: Object.fromEntries(withPersonal) }
}

interface Run {
  readonly partners: readonly [SimulatedPartner, SimulatedPartner]
  readonly counts: { readonly lost: number; readonly repeated: number }
}

const run = async (seed: number, retracts: boolean): Promise<Run> => {
  const random = seededRandom(seed, 'wire')
  const clock = simulatedClock()
  const plan = { random, lossProbability: 0.2, repeatProbability: 0.2 }
  let loses = true
  const wire = simulatedWire({
    ...plan,
    get lossProbability() {
      return loses ? plan.lossProbability : 0
    },
  })
  const shared = { seed, clock, wire, crashEvery: 120 }
  const partners: Run['partners'] = [
    new SimulatedPartner({
      ...shared,
      name: 'acme',
      charter: charterOf('acme', 'bolt', ['deal-asker', 'errand-doer']),
    }),
    new SimulatedPartner({
      ...shared,
      name: 'bolt',
      charter: charterOf('bolt', 'acme', ['deal-doer', 'errand-asker']),
    }),
  ]
  const carry = async () => {
    // Either host may die while it takes something in.
    const [acme, bolt] = partners
    return await acme.survive(async () => await bolt.survive(wire.carry))
  }
  for (let action = 0; action < 80; action += 1) {
    const luck = random.integer(20)
    if (luck < 8) await random.pick(partners).step()
    else if (luck < 16) await carry()
    else if (luck < 18) clock.pass(random.integer(6_000))
    else if (luck === 18 && retracts) await takeBack(random.pick(partners), random)
    else if (luck === 19) random.pick(partners).kill()
    await Promise.resolve()
  }
  loses = false
  for (const partner of partners) partner.crashes = false
  await comeToRest(partners, { carry, pass: () => clock.pass(5_001) })
  return { partners, counts: wire.counts() }
}

const takeBack = async (
  partner: SimulatedPartner,
  random: ReturnType<typeof seededRandom>,
): Promise<void> => {
  const { host } = partner
  const open = [...(host?.state.open.values() ?? [])]
  if (host === undefined || open.length === 0) return
  const enactment = random.pick(open)
  const fact = random.pick(['price', 'colour', 'answer'])
  await partner.survive(async () => {
    const place = { enactment: enactment.id, fact }
    await host.submit({ type: 'retract-fact', ...place, by: 'boss', because: 'chance' })
    return true
  })
}

const comeToRest = async (
  partners: readonly SimulatedPartner[],
  world: { readonly carry: () => Promise<boolean>; readonly pass: () => void },
): Promise<void> => {
  for (let round = 0; round < 20; round += 1) {
    world.pass()
    // A lease that was flushed before the crash runs on; once it is over, the next host may open.
    for (const partner of partners) if (partner.host === undefined) await partner.step()
    await Promise.resolve()
    while (await world.carry()) await Promise.resolve()
    if (partners.every(({ host }) => host?.state.outbox.size === 0)) return
  }
}

/** What stands in each enactment, as one ledger tells it: from its events alone. */
const factsIn = async (partner: SimulatedPartner): Promise<Map<string, Map<string, unknown>>> => {
  const all = new Map<string, Map<string, unknown>>()
  for (const event of partner.events()) {
    const isArrival = event.type === 'message-received' && event.outcome === 'bound'
    if (event.type === 'message-sent' || isArrival) {
      const facts = all.get(event.enactment) ?? new Map<string, unknown>()
      all.set(event.enactment, facts)
      for (const [name, value] of Object.entries(event.facts)) {
        facts.set(name, await readFromContent(partner.content, value))
      }
    } else if (event.type === 'enactment-reopened') {
      for (const name of event.facts) all.get(event.enactment)?.delete(name)
    }
  }
  return all
}

const sorted = (facts: ReadonlyMap<string, unknown> | undefined) =>
  [...(facts ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1))

describe('two firms apart', () => {
  it('end with the same facts, each message applied once', { timeout: 300_000 }, async () => {
    const total = { ended: 0, crashes: 0, personal: 0, lost: 0, repeated: 0 }
    for (const seed of seeds) {
      const { partners, counts } = await run(seed, false)
      const [acme, bolt] = [partners[0].events(), partners[1].events()]
      const hint = `SEED=${seed} repeats it`
      expect([...breachesOf(acme), ...breachesOf(bolt)], `${hint}: the ledgers`).toEqual([])
      const [here, there] = [await factsIn(partners[0]), await factsIn(partners[1])]
      for (const name of new Set([...here.keys(), ...there.keys()])) {
        expect(sorted(here.get(name)), `${hint}: ${name}`).toEqual(sorted(there.get(name)))
      }
      for (const [from, to] of [
        [acme, bolt],
        [bolt, acme],
      ] as const) {
        const sent = from.filter((event) => event.type === 'message-sent')
        const received = to.filter((event) => event.type === 'message-received')
        expect(received.length, `${hint}: the ledgers`).toBe(sent.length)
        // A hint may come after the message that ends, which has told it already.
        const refused = received.filter(({ outcome }) => !['bound', 'late'].includes(outcome))
        expect(refused, `${hint}: the ledgers`).toEqual([])
      }
      total.ended += acme.filter((event) => event.type === 'enactment-ended').length
      total.crashes += partners.reduce((sum, { crashCount }) => sum + crashCount, 0)
      total.personal += acme.filter((event) => JSON.stringify(event).includes('$content')).length
      total.lost += counts.lost
      total.repeated += counts.repeated
    }
    // A simulation in which nothing goes wrong would prove nothing.
    expect(total.ended).toBeGreaterThanOrEqual(least / 4)
    expect(total.personal).toBeGreaterThanOrEqual(least)
    expect(total.crashes).toBeGreaterThanOrEqual(least)
    expect(total.lost).toBeGreaterThanOrEqual(least)
    expect(total.repeated).toBeGreaterThanOrEqual(least)
  })

  it(
    'agree on what is open in both, though facts are taken back',
    { timeout: 300_000 },
    async () => {
      let withdrawn = 0
      for (const seed of seeds) {
        const { partners } = await run(seed, true)
        const hint = `SEED=${seed} repeats it`
        const [acme, bolt] = partners
        for (const partner of partners) {
          expect(breachesOf(partner.events()), `${hint}: the ledgers`).toEqual([])
        }
        expect(acme.host?.state.outbox.size, `${hint}: the ledgers`).toBe(0)
        expect(bolt.host?.state.outbox.size, `${hint}: the ledgers`).toBe(0)
        const [here, there] = [await factsIn(acme), await factsIn(bolt)]
        for (const name of acme.host?.state.open.keys() ?? []) {
          if (bolt.host?.state.open.has(name) !== true) continue
          expect(sorted(here.get(name)), `${hint}: ${name}`).toEqual(sorted(there.get(name)))
        }
        for (const event of acme.events()) {
          if (event.type === 'message-received' && event.outcome === 'withdrawn') withdrawn += 1
        }
      }
      expect(withdrawn).toBeGreaterThanOrEqual(Math.min(1, least))
    },
  )

  it('leave the same bytes for the same seed', async () => {
    const bodies = async () =>
      (await run(3, true)).partners.map(({ disk }) => disk.cached.entries.map(({ body }) => body))
    expect(await bodies()).toEqual(await bodies())
  })
})
