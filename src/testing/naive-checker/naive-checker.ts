/** A second checker that shares only the verdict with the first: every state, every member by name, no reduction. */
import type { Ending, ProtocolForm } from '../../protocol/form.ts'
import type { Verdict } from '../../protocol/index.ts'
import { holds } from './naive-knowledge.ts'
import {
  beginEnd,
  type Law,
  lawOf,
  mayCancel,
  type Offer,
  offers,
  openParts,
  receive,
  send,
  settle,
  toUndo,
  veto,
  withFate,
} from './naive-rules.ts'
import {
  born,
  keyOf,
  ownerOf,
  type SetSizes,
  textOf,
  type World,
  type Worth,
} from './naive-world.ts'

/** What may happen: what comes of it, what was sent, and whether it counts as progress. */
export interface Chance {
  readonly world: World
  /** Every message that was sent by then in the enactment that acted. */
  readonly sent: readonly string[]
  /** The `never` lines that it makes true. */
  readonly forbidden: readonly string[]
  readonly counts: boolean
}

/** A step before what follows of itself. */
interface Step {
  readonly world: World
  readonly counts: boolean
}

const choices = (law: Law, world: World, name: string): Worth[][] => {
  const message = law.form.messages[name]
  return (message?.out ?? []).reduce<Worth[][]>(
    (all, { fact, branch }) => {
      const kept = world.first === name ? world.facts[fact] : undefined
      const branches = branch === undefined ? law.form.facts[fact]?.branches : [branch]
      const worths = kept === undefined ? (branches ?? ['*']) : [kept]
      return all.flatMap((chosen) => worths.map((worth) => [...chosen, worth]))
    },
    [[]],
  )
}

const progress = (worlds: readonly World[]): Step[] =>
  worlds.map((world) => ({ world, counts: true }))

const sends = (law: Law, world: World): Step[] =>
  progress(
    offers(law, world).flatMap((offer) =>
      choices(law, world, offer.name).map((worths) => send(law, world, { offer, worths })),
    ),
  )

const receipts = (law: Law, world: World): Step[] =>
  progress(
    withFate(law, world, 'started').flatMap((offer) => [
      receive(law, world, { offer, outcome: 'done' }),
      ...(law.form.messages[offer.name]?.undoes === undefined
        ? [receive(law, world, { offer, outcome: 'failed' })]
        : []),
    ]),
  )

const isCarried = (law: Law, world: World, { name, member }: Offer): boolean =>
  Object.entries(law.form.messages).some(
    ([other, message]) =>
      message.undoes === name && world.fates[keyOf(other, member)] === 'started',
  )

const undos = (law: Law, world: World): Step[] => {
  const turn = ({ name, member }: Offer, fate: 'undoing' | 'undone'): World => ({
    ...world,
    fates: { ...world.fates, [keyOf(name, member)]: fate },
  })
  const running = withFate(law, world, 'undoing').filter((offer) => !isCarried(law, world, offer))
  return progress([
    ...running.map((offer) => turn(offer, 'undone')),
    ...toUndo(law, world).map((offer) => turn(offer, 'undoing')),
  ])
}

const partEndings: readonly Ending[] = ['completed', 'failed', 'cancelled', 'expired', 'superseded']

const parts = (law: Law, world: World): Step[] =>
  progress(
    openParts(law, world).flatMap(({ part, fact }) =>
      partEndings.map((ending) => ({
        ...world,
        own: { ...world.own, [part]: { ...world.own[part], [fact]: ending } },
      })),
    ),
  )

const awaited = ({ form }: Law): string[] => [
  ...Object.values(form.messages).flatMap(({ by }) => (by === undefined ? [] : [by])),
  ...form.deadlines.map(({ at }) => at),
]

const times = (law: Law, world: World): Step[] =>
  progress(
    [...new Set(awaited(law))]
      .filter((at) => world.facts[at] !== undefined && world.passed[at] !== true)
      .map((at) => ({ ...world, passed: { ...world.passed, [at]: true as const } })),
  )

const interventions = (law: Law, world: World): Step[] => {
  const vetoed = offers(law, world)
    .filter(({ name }) => law.form.messages[name]?.undoes === undefined)
    .map((offer) => veto(law, world, offer))
  const cancelled = mayCancel(law, world) ? [beginEnd(world, 'cancelled', true)] : []
  return [...vetoed, ...cancelled].map((after) => ({ world: after, counts: false }))
}

const forbiddenIn = (law: Law, world: World): string[] => {
  const asker = { role: '', member: '' }
  return law.form.never
    .filter(
      (never) =>
        never.in.every((condition) => holds(law.form, world, { condition, asker, as: 'in' })) &&
        !never.not.some((condition) => holds(law.form, world, { condition, asker, as: 'not' })),
    )
    .map(({ name }) => name)
}

/** Everything that may happen in a world; what happens in a child happens in its parent. */
export const chances = (law: Law, world: World): Chance[] => {
  if (world.ended !== '') return []
  const { child } = world
  if (child !== null) {
    return chances(law, child).map((chance) => {
      const inner = chance.world
      if (inner.ended === '') return { ...chance, world: { ...world, child: inner } }
      const ending = beginEnd({ ...world, child: null }, inner.ended, false)
      return { ...chance, world: settle(law, ending) }
    })
  }
  const running = world.ending === ''
  const found = [
    ...receipts(law, world),
    ...parts(law, world),
    ...undos(law, world),
    ...(running ? [...sends(law, world), ...times(law, world), ...interventions(law, world)] : []),
  ]
  return found.map((taken) => {
    const after = settle(law, taken.world)
    // An ending that only a passing instant brings is a rescue, and liveness does without.
    const isExpired = running && after.asked
    return {
      world: after,
      sent: Object.keys(after.sent).filter((key) => after.fates[key] !== 'refused'),
      forbidden: forbiddenIn(law, after),
      counts: taken.counts && !isExpired,
    }
  })
}

/** The enactment that acts: the last child. */
const innermost = (world: World): World => (world.child === null ? world : innermost(world.child))

const isUnsafe = (law: Law, world: World): boolean => {
  const acting = innermost(world)
  const menu = offers(law, acting).flatMap((offer) =>
    (law.form.messages[offer.name]?.out ?? [])
      .filter(({ fact }) => acting.facts[fact] === undefined)
      .filter(({ fact }) => ownerOf(law.form, fact) === '' && law.form.facts[fact]?.first !== true)
      .map(({ fact }) => ({
        fact,
        who: `${law.form.messages[offer.name]?.from ?? ''} ${offer.member}`,
      })),
  )
  return menu.some((one) => menu.some((two) => one.fact === two.fact && one.who !== two.who))
}

interface Exploration {
  readonly worlds: World[]
  readonly links: { readonly from: number; readonly to: number; readonly counts: boolean }[]
  readonly sent: Set<string>
  readonly forbidden: Set<string>
  readonly whole: boolean
}

const exploreAll = (law: Law, statesMax: number): Exploration => {
  const start = born(law.form, law.sizes)
  const worlds = [start]
  const known = new Map([[textOf(start), 0]])
  const links: Exploration['links'] = []
  const sent = new Set<string>()
  const forbidden = new Set<string>()
  for (let from = 0; from < worlds.length; from += 1) {
    if (worlds.length > statesMax) return { worlds, links, sent, forbidden, whole: false }
    for (const { world, counts, ...seen } of chances(law, worlds[from] ?? start)) {
      const text = textOf(world)
      const to = known.get(text) ?? worlds.push(world) - 1
      known.set(text, to)
      links.push({ from, to, counts })
      for (const key of seen.sent) sent.add(key.split('@')[0] ?? key)
      for (const name of seen.forbidden) forbidden.add(name)
    }
  }
  return { worlds, links, sent, forbidden, whole: true }
}

/** The worlds from which some goal is reached by progress alone. */
const leadTo = (explored: Exploration, isGoal: (world: World) => boolean): boolean[] => {
  const leads = explored.worlds.map(isGoal)
  const into = explored.worlds.map((): number[] => [])
  for (const { from, to, counts } of explored.links) if (counts) into[to]?.push(from)
  const open = [...leads.keys()].filter((index) => leads[index])
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const from of into[at] ?? []) {
      if (leads[from] === true) continue
      leads[from] = true
      open.push(from)
    }
  }
  return leads
}

/** The naive verdict, and every situation: how it ended, or what is on the menu and became of effects. */
export interface NaiveSurvey {
  readonly verdict: Verdict
  readonly situations: ReadonlySet<string>
}

const situationIn = (law: Law, world: World): string => {
  const acting = innermost(world)
  if (acting.ended !== '') return acting.ended
  const menu = offers(law, acting).map(({ name }) => name)
  const fates = Object.entries(acting.fates).map(
    ([key, fate]) => `${key.split('@')[0] ?? key}:${fate}`,
  )
  return [...new Set([...menu, ...fates])].sort().join(' ')
}

const verdictOf = (law: Law, explored: Exploration): Verdict => {
  const isLive =
    leadTo(explored, ({ ended }) => ended !== '').every(Boolean) &&
    leadTo(explored, ({ ended }) => ended === 'completed')[0] === true
  const found = (rule: 'never' | 'unreachable', name: string): Verdict['why'][number] => ({
    rule,
    sentence: name,
    mend: '',
    run: [],
  })
  const unsafe = explored.worlds.some((world) => isUnsafe(law, world))
  const unsent = Object.keys(law.form.messages).filter((name) => !explored.sent.has(name))
  return {
    name: law.form.name,
    safe: unsafe ? false : explored.whole ? true : null,
    live: explored.whole ? isLive : null,
    states: explored.worlds.length,
    why: [
      ...[...explored.forbidden].map((name) => found('never', name)),
      ...unsent.map((name) => found('unreachable', name)),
    ],
    advice: [],
    holdsFrom: {},
    smaller: [],
  }
}

/** Checks with the sizes of sets given. Findings name the rule and have no run. */
export const checkNaively = (
  form: ProtocolForm,
  sizes: SetSizes,
  statesMax = 100_000,
): NaiveSurvey => {
  const law = lawOf(form, sizes)
  const explored = exploreAll(law, statesMax)
  return {
    verdict: verdictOf(law, explored),
    situations: new Set(explored.worlds.map((world) => situationIn(law, world))),
  }
}
