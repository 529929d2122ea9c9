/** The naive checker between ledgers: every letter early or late, every ledger cancelled at any time, no reduction. */
import type { Condition, ProtocolForm } from '../../protocol/form.ts'
import { type Chance, chances } from './naive-checker.ts'
import { holds } from './naive-knowledge.ts'
import { beginEnd, type Law, lawOf, offers, settle } from './naive-rules.ts'
import {
  born,
  type Dict,
  ownerOf,
  remembering,
  textOf,
  type World,
  type Worth,
} from './naive-world.ts'

/** A letter on its way: what it says, and to which ledger. */
interface Way {
  readonly to: number
  readonly message: string
  readonly facts: Dict<Worth>
}

/** All ledgers, and what is on its way between them. */
interface Worlds {
  readonly worlds: readonly World[]
  readonly ways: readonly Way[]
}

interface Ledger {
  readonly law: Law
  readonly roles: readonly string[]
  /** What may happen in a world of this ledger; the same one stands in many states of all ledgers. */
  readonly chancesIn: (world: World) => readonly Chance[]
}

interface Turn {
  readonly after: Worlds
  readonly counts: boolean
}

/** What the naive checker says of a protocol apart. */
export interface NaiveApart {
  readonly safe: boolean | null
  readonly live: boolean | null
  /** Whether a state that must never be is reached. */
  readonly never: boolean
  readonly states: number
}

const decides = (form: ProtocolForm, fact: string, roles: readonly string[]): boolean =>
  Object.values(form.messages).some(
    ({ from, out }) => roles.includes(from) && out.some((each) => each.fact === fact),
  )

const ledgerFor = (form: ProtocolForm, roles: readonly string[]): Ledger => {
  const deadlines = form.deadlines.filter(({ for: fact }) => decides(form, fact, roles))
  const law = lawOf({ ...form, deadlines }, {})
  return { law, roles, chancesIn: remembering((world) => chances(law, world)) }
}

/** What a ledger may do by itself: the messages of its own roles, its receipts, its time, its ending. */
const turnsIn = (ledgers: readonly Ledger[], at: Worlds, index: number): Turn[] => {
  const ledger = ledgers[index]
  const world = at.worlds[index]
  if (ledger === undefined || world === undefined || world.child !== null) return []
  const before = Object.keys(world.sent)
  return ledger.chancesIn(world).flatMap(({ world: after, counts }) => {
    const sent = Object.keys(after.sent).filter((name) => !before.includes(name))
    const isForeign = sent.some((name) => {
      const from = ledger.law.form.messages[name]?.from ?? ''
      return from !== 'clock' && !ledger.roles.includes(from)
    })
    if (isForeign) return []
    const worlds = at.worlds.map((each, place) => (place === index ? after : each))
    const said = sent.filter(
      (name) => ledger.law.form.messages[name]?.from !== 'clock' && after.fates[name] !== 'refused',
    )
    const ways = said.flatMap((name) => lettersOf(ledgers, index, { name, after }))
    return [{ after: { worlds, ways: [...at.ways, ...ways] }, counts }]
  })
}

const lettersOf = (
  ledgers: readonly Ledger[],
  index: number,
  { name, after }: { readonly name: string; readonly after: World },
): Way[] => {
  const form = ledgers[index]?.law.form
  const message = form?.messages[name]
  if (form === undefined || message === undefined) return []
  const facts: { [fact: string]: Worth } = {}
  for (const { fact } of [...message.in, ...message.out]) {
    const worth = after.facts[fact]
    if (worth !== undefined && form.facts[fact] !== undefined) facts[fact] = worth
  }
  return ledgers.flatMap(({ roles }, to) =>
    to !== index && message.to.some((role) => roles.includes(role))
      ? [{ to, message: name, facts }]
      : [],
  )
}

const arrivals = (ledgers: readonly Ledger[], at: Worlds): Turn[] =>
  at.ways.map((way) => {
    const worlds = at.worlds.map((world, place) => {
      const law = ledgers[place]?.law
      if (place !== way.to || law === undefined || world.ended !== '') return world
      const learned = { ...world, facts: { ...way.facts, ...world.facts } }
      const message = law.form.messages[way.message]
      const isEnd = message?.ends !== undefined && message.does === undefined
      return settle(law, isEnd ? beginEnd(learned, message.ends, false) : learned)
    })
    return { after: { worlds, ways: at.ways.filter((each) => each !== way) }, counts: true }
  })

/** Who binds which shared fact next: the role and the ledger of each message on a menu. */
const claimsIn = ({ law, roles }: Ledger, world: World): { fact: string; role: string }[] =>
  world.child === null
    ? offers(law, world).flatMap(({ name }) => {
        const { from = '', out = [] } = law.form.messages[name] ?? {}
        const open = out.filter(
          ({ fact }) => world.facts[fact] === undefined && ownerOf(law.form, fact) === '',
        )
        return roles.includes(from) ? open.map(({ fact }) => ({ fact, role: from })) : []
      })
    : []

const boundBy = ({ law, roles }: Ledger, world: World): readonly string[] =>
  Object.keys(world.sent).flatMap((name) => {
    const message = law.form.messages[name]
    const isOwn = roles.includes(message?.from ?? '') && world.fates[name] !== 'refused'
    return isOwn ? (message?.out ?? []).map(({ fact }) => fact) : []
  })

/** Nothing may be bound by two deciders: two menus that bind one fact, or one that binds what another has. */
const isUnsafe = (ledgers: readonly Ledger[], { worlds }: Worlds): boolean => {
  const claims = ledgers.flatMap((ledger, place) => {
    const world = worlds[place]
    return world === undefined
      ? []
      : claimsIn(ledger, world).map((claim) => ({ ...claim, ledger: place }))
  })
  const bound = ledgers.map((ledger, place) => {
    const world = worlds[place]
    return world === undefined ? [] : boundBy(ledger, world)
  })
  return claims.some(
    (one) =>
      claims.some((two) => one.fact === two.fact && one.role !== two.role) ||
      bound.some((facts, place) => place !== one.ledger && facts.includes(one.fact)),
  )
}

/** A line holds where its parts are known here or there, and nothing that it rules out is known anywhere. */
const isForbidden = (form: ProtocolForm, { worlds }: Worlds): boolean => {
  const asker = { role: '', member: '' }
  const isSomewhere = (condition: Condition, as: 'in' | 'not'): boolean =>
    worlds.some((world) => holds(form, world, { condition, asker, as }))
  return form.never.some(
    (never) =>
      never.in.every((condition) => isSomewhere(condition, 'in')) &&
      !never.not.some((condition) => isSomewhere(condition, 'not')),
  )
}

const isOver = ({ worlds, ways }: Worlds): boolean =>
  ways.length === 0 && worlds.some(({ ended, child }) => ended !== '' || child !== null)

const textOfAll = ({ worlds, ways }: Worlds, textIn: (world: World) => string): string =>
  [
    ...worlds.map(textIn),
    ...ways.map((way) => JSON.stringify([way.to, way.message, Object.entries(way.facts)])).sort(),
  ].join('\n\n')

const leadsToEnd = (
  all: readonly Worlds[],
  links: readonly { readonly from: number; readonly to: number }[],
): boolean => {
  const into = all.map((): number[] => [])
  for (const { from, to } of links) into[to]?.push(from)
  const leads = new Set([...all.keys()].filter((index) => isOver(all[index] ?? none)))
  const open = [...leads]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const from of into[at] ?? []) {
      if (leads.has(from)) continue
      leads.add(from)
      open.push(from)
    }
  }
  return leads.size === all.length
}

const none: Worlds = { worlds: [], ways: [] }

/** Checks with the roles spread over ledgers. The form has no role set. */
export const checkApartNaively = (
  form: ProtocolForm,
  groups: readonly (readonly string[])[],
  statesMax: number,
): NaiveApart => {
  const ledgers = groups.map((roles) => ledgerFor(form, roles))
  const start: Worlds = { worlds: ledgers.map(({ law }) => born(law.form, {})), ways: [] }
  const all = [start]
  const textIn = remembering(textOf)
  const known = new Map([[textOfAll(start, textIn), 0]])
  const links: { from: number; to: number }[] = []
  for (let from = 0; from < all.length; from += 1) {
    if (all.length > statesMax) return { safe: null, live: null, never: false, states: all.length }
    const at = all[from] ?? start
    const turns = [
      ...ledgers.flatMap((_, index) => turnsIn(ledgers, at, index)),
      ...arrivals(ledgers, at),
    ]
    for (const { after, counts } of turns) {
      const text = textOfAll(after, textIn)
      const to = known.get(text) ?? all.push(after) - 1
      known.set(text, to)
      if (counts) links.push({ from, to })
    }
  }
  const safe = !all.some((at) => isUnsafe(ledgers, at))
  const never = all.some((at) => isForbidden(form, at))
  return { safe, live: leadsToEnd(all, links), never, states: all.length }
}
