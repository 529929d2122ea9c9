/** A mind that says anything its menu allows, and now and then what it does not: chosen by seed, with fitting facts. */
import type { Json, JsonObject, Random } from '../base/index.ts'
import type { MenuItem, Mind, MindAnswer, TurnUse } from '../host/ports/index.ts'
import type { CharterForm } from '../kernel/index.ts'
import type { FactForm, ProtocolForm } from '../protocol/index.ts'

/** What random minds share, so that names are fresh across a firm. */
export interface RandomWorld {
  readonly random: Random
  readonly charter: CharterForm
  readonly now: () => number
  readonly fresh: () => number | string
}

/** A commit that no environment knows. */
export const missingCommit = 'a commit that is not there'

const files = ['src/a.ts', 'src/b.ts', 'src', 'docs/x.md']
const areas = ['names', 'colours']

/** A random mind. */
export const randomMind = (world: RandomWorld): Mind => ({
  kind: 'script',
  enforced: true,
  turnsAtOnce: 2,
  take: async (view) => {
    await Promise.resolve()
    return answer(world, view)
  },
})

const answer = (
  world: RandomWorld,
  view: { readonly protocol: string; readonly menu: readonly MenuItem[] },
): MindAnswer => {
  const { random } = world
  const use = usedBy(random)
  const luck = random.integer(20)
  if (luck === 0) return { kind: 'nothing', why: 'it fell over', use }
  if (luck < 3 || view.menu.length === 0) return { kind: 'pass', why: 'not now', use }
  const item = random.pick(liked(world, view))
  const form = world.charter.protocols[item.opens ?? view.protocol]
  const wanted = item.schema['required']
  const names = Array.isArray(wanted) ? wanted.map(String) : []
  const facts = form === undefined ? {} : randomFacts(world, form, { message: item.message, names })
  const message = luck === 3 ? 'nonsense' : item.message
  const chosen = { message, facts, ...(item.opens === undefined ? {} : { opens: item.opens }) }
  return { kind: 'send', messages: [chosen], cites: [], notes: [], use }
}

/**
 * What opens something new is chosen less often, so that what is open comes to an end, and what fails less often, so
 * that it comes to a good one. A hand-off has the longest way, so it is opened the most.
 */
const liked = (
  { random, charter }: RandomWorld,
  { protocol, menu }: { readonly protocol: string; readonly menu: readonly MenuItem[] },
): readonly MenuItem[] => {
  const here = menu.filter((item) => item.opens === undefined)
  const good = here.filter(({ message }) => {
    const { ends = 'completed' } = charter.protocols[protocol]?.messages[message] ?? {}
    return ends === 'completed'
  })
  const work = menu.filter(({ opens }) => opens === 'change')
  const likely = [good, here, random.integer(2) === 0 ? work : []]
  const found = random.integer(4) > 0 ? likely.find((items) => items.length > 0) : undefined
  return found ?? menu
}

// What a turn used is reported or not; it is never more than charters here reserve.
const usedBy = (random: Random): TurnUse => {
  const ms = 1 + random.integer(90_000)
  if (random.integer(2) === 0) return { ms }
  const money = { moneyMillionths: random.integer(50_000), currency: 'usd' }
  return { ms, tokensIn: random.integer(500), tokensOut: random.integer(500), ...money }
}

/** Fitting values of the facts that a message binds. */
export const randomFacts = (
  world: RandomWorld,
  form: ProtocolForm,
  wanted: { readonly message: string; readonly names: readonly string[] },
): JsonObject => {
  const branches = new Map(
    (form.messages[wanted.message]?.out ?? []).map(({ fact, branch }) => [fact, branch]),
  )
  return Object.fromEntries(
    wanted.names.map((name) => {
      const fact = form.facts[name]
      return [name, valueOf(world, form, { name, fact, branch: branches.get(name) })]
    }),
  )
}

const valueOf = (
  world: RandomWorld,
  form: ProtocolForm,
  asked: {
    readonly name: string
    readonly fact: FactForm | undefined
    readonly branch: string | undefined
  },
): Json => {
  const { random, charter } = world
  const { name, fact, branch } = asked
  const isRole = form.roles.some((role) => role.name === name)
  const able = Object.entries(charter.members)
    .filter(([, member]) => member.roles.includes(isRole ? name : 'engineer'))
    .map(([member]) => member)
  if (fact?.branches !== undefined) return { [branch ?? random.pick(fact.branches)]: {} }
  switch (fact?.kind) {
    case 'member':
      return able.length === 0 ? 'nobody' : random.pick(able)
    case 'members':
      return able
    case 'instant':
      return world.now() + random.integer(60_000)
    case 'each':
      return partsOf(world, charter.protocols[fact.child ?? ''])
    default:
      if (fact?.schema['format'] === 'git-commit') {
        return random.integer(5) === 0 ? missingCommit : `c${world.fresh()}`
      }
      // A key is fresh, but for one time in ten, when it is one that may be used already.
      if (form.key.includes(name)) return `k${random.integer(10) === 0 ? 1 : world.fresh()}`
      return { area: random.pick(areas), paths: [random.pick(files)] }
  }
}

/** One to three parts, of which the last may wait for the first. */
const partsOf = (world: RandomWorld, child: ProtocolForm | undefined): Json => {
  if (child === undefined) return []
  const [opening] = Object.entries(child.messages).filter(([, { in: reads }]) => reads.length === 0)
  const [message = '', form] = opening ?? []
  const names = (form?.out ?? []).map(({ fact }) => fact)
  const keys = Array.from({ length: 1 + world.random.integer(3) }, () => `k${world.fresh()}`)
  return keys.map((key, place) => ({
    key,
    facts: { ...randomFacts(world, child, { message, names }), [child.key[0] ?? '']: key },
    after: place > 0 && place === keys.length - 1 ? keys.slice(0, 1) : [],
  }))
}
