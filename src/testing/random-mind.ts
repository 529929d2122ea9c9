/** A mind that says anything its menu allows, and now and then what it does not: chosen by seed, with fitting facts. */
import type { Json, JsonObject, Random } from '../base/index.ts'
import type { MenuItem, Mind, MindAnswer } from '../host/ports/index.ts'
import type { CharterForm } from '../kernel/index.ts'
import type { FactForm, ProtocolForm } from '../protocol/index.ts'

/** What random minds share, so that names are fresh across a firm. */
export interface RandomWorld {
  readonly random: Random
  readonly charter: CharterForm
  readonly now: () => number
  readonly fresh: () => number | string
}

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
  const use = { ms: 1 }
  const luck = random.integer(20)
  if (luck === 0) return { kind: 'nothing', why: 'it fell over', use }
  if (luck < 3 || view.menu.length === 0) return { kind: 'pass', why: 'not now', use }
  // What opens something new is chosen less often, so that what is open comes to an end.
  const here = view.menu.filter((item) => item.opens === undefined)
  const item = random.pick(here.length > 0 && random.integer(4) > 0 ? here : view.menu)
  const form = world.charter.protocols[item.opens ?? view.protocol]
  const facts = form === undefined ? {} : factsFor(world, form, item)
  const message = luck === 3 ? 'nonsense' : item.message
  const chosen = { message, facts, ...(item.opens === undefined ? {} : { opens: item.opens }) }
  return { kind: 'send', messages: [chosen], cites: [], notes: [], use }
}

const factsFor = (world: RandomWorld, form: ProtocolForm, item: MenuItem): JsonObject => {
  const wanted = item.schema['required']
  const names = Array.isArray(wanted) ? wanted.map(String) : []
  const branches = new Map(
    (form.messages[item.message]?.out ?? []).map(({ fact, branch }) => [fact, branch]),
  )
  return Object.fromEntries(
    names.map((name) => {
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
    default:
      // A key is fresh, but for one time in ten, when it is one that may be used already.
      if (form.key.includes(name)) return `k${random.integer(10) === 0 ? 1 : world.fresh()}`
      return { area: random.pick(areas), paths: [random.pick(files)] }
  }
}
