/** The rules of sending, effects and endings, written down once more without the machine. */
import type { Condition, Ending, MessageForm, ProtocolForm } from '../../protocol/form.ts'
import { type Asker, holds, isOpen, setReadBy } from './naive-knowledge.ts'
import {
  born,
  type Dict,
  type Fate,
  keyOf,
  namesOf,
  ownerOf,
  remembering,
  type SetSizes,
  setsNamedBy,
  type World,
  type Worth,
} from './naive-world.ts'

/** The protocol and the sizes of its sets. */
export interface Law {
  readonly form: ProtocolForm
  readonly sizes: SetSizes
  /** By message with an effect: the effects that must have fallen before it is undone. */
  readonly dependants: Dict<readonly string[]>
  /** By message: what it reads, said and implied. */
  readonly reads: Dict<readonly Condition[]>
  /** Every effect of a world with its fate, by message and member. */
  readonly effectsIn: (world: World) => readonly Happening[]
  /** The menu of a world: everything that members may send now. */
  readonly offersIn: (world: World) => readonly Offer[]
}

/** An effect, and what became of it. */
interface Happening extends Offer {
  readonly fate: Fate
}

/** The law of a protocol. */
export const lawOf = (form: ProtocolForm, sizes: SetSizes): Law => {
  const names = Object.keys(form.messages)
  const withEffect = names.filter((name) => form.messages[name]?.does !== undefined)
  const law: Law = {
    form,
    sizes,
    dependants: Object.fromEntries(withEffect.map((name) => [name, dependants(form, name)])),
    reads: Object.fromEntries(names.map((name) => [name, readsOf(form, name)])),
    effectsIn: remembering((world) => effects(law, world)),
    offersIn: remembering((world) => menu(law, world)),
  }
  return law
}

/** One message that somebody may send. */
export interface Offer {
  readonly name: string
  /** The member, where a set sends, else ''. */
  readonly member: string
}

/** The members who send for a role: '' where it is held by one. */
export const sendersOf = ({ form }: Law, world: World, role: string): readonly string[] =>
  form.roles.some((each) => each.name === role && each.set) ? (world.members[role] ?? []) : ['']

const effects = (law: Law, world: World): readonly Happening[] =>
  Object.keys(law.dependants).flatMap((name) =>
    sendersOf(law, world, law.form.messages[name]?.from ?? '').flatMap((member) => {
      const fate = world.fates[keyOf(name, member)]
      return fate === undefined ? [] : [{ name, member, fate }]
    }),
  )

/** Effects with one of these fates. */
export const withFate = (law: Law, world: World, ...fates: Fate[]): Offer[] =>
  law.effectsIn(world).filter(({ fate }) => fates.includes(fate))

/** Parts that have not ended. */
export const openParts = ({ form }: Law, world: World): { part: string; fact: string }[] =>
  Object.entries(form.facts)
    .filter(([, fact]) => fact.kind === 'each')
    .flatMap(([fact]) =>
      (world.members[fact] ?? [])
        .filter((part) => world.own[part]?.[fact] === undefined)
        .map((part) => ({ part, fact })),
    )

const isBusy = (law: Law, world: World): boolean =>
  withFate(law, world, 'started', 'undoing').length > 0 || openParts(law, world).length > 0

const restsOn = (message: MessageForm, name: string, on: MessageForm): boolean =>
  message.in.some(
    (read) =>
      (read.fact === name && read.branch === 'done') ||
      on.out.some((bound) => bound.fact === read.fact),
  )

const implied = (form: ProtocolForm, name: string): Condition[] => {
  const message = form.messages[name]
  if (message === undefined) return []
  const drawn = message.out.flatMap((out): Condition[] => {
    const from = form.facts[out.fact]?.drawnFrom
    if (from === undefined) return []
    const { fact, branch } = from
    return [{ kind: 'quorum', count: 1, fact, ...(branch === undefined ? {} : { branch }) }]
  })
  const isBound = Object.values(form.messages).some((each) =>
    each.out.some((out) => out.fact === message.from),
  )
  const bindsItself = message.out.some((out) => out.fact === message.from)
  const isHeld = form.facts[message.from]?.kind === 'member' && isBound && !bindsItself
  return isHeld ? [...drawn, { kind: 'fact', fact: message.from }] : drawn
}

const readsOf = (form: ProtocolForm, name: string): Condition[] => [
  ...(form.messages[name]?.in ?? []),
  ...implied(form, name),
]

/** All that rests on an effect, over any messages between. */
const followers = (form: ProtocolForm, name: string): string[] => {
  const found: string[] = []
  const grow = (on: string): void => {
    const message = form.messages[on]
    for (const other of Object.keys(form.messages)) {
      if (message === undefined || found.includes(other)) continue
      const read = { ...(form.messages[other] ?? message), in: readsOf(form, other) }
      if (!restsOn(read, on, message)) continue
      found.push(other)
      grow(other)
    }
  }
  grow(name)
  return found
}

/** The effects that must have fallen before this one is undone. */
const dependants = (form: ProtocolForm, name: string): string[] => {
  const names = Object.keys(form.messages)
  return followers(form, name).filter((other) => {
    const message = form.messages[other]
    if (other === name || message?.does === undefined || message.undoes !== undefined) return false
    return names.indexOf(other) > names.indexOf(name) || !followers(form, other).includes(name)
  })
}

const stands = (fate: Fate | undefined): boolean =>
  fate === 'started' || fate === 'done' || fate === 'undoing'

const isHeldBack = (law: Law, world: World, asked: { offer: Offer; sparing: boolean }): boolean => {
  const { offer, sparing } = asked
  const from = law.form.messages[offer.name]?.from
  return (law.dependants[offer.name] ?? []).some((name) => {
    const message = law.form.messages[name]
    if (sparing && message?.does?.kind === 'irreversible') return false
    const members = sendersOf(law, world, message?.from ?? '')
    const those = message?.from === from ? members.filter((each) => each === offer.member) : members
    return those.some((member) => stands(world.fates[keyOf(name, member)]))
  })
}

/** Whether the enactment can be cancelled: nothing irreversible is under way or done. */
export const mayCancel = (law: Law, world: World): boolean =>
  withFate(law, world, 'started', 'done', 'undoing').every(
    ({ name }) => law.form.messages[name]?.does?.kind !== 'irreversible',
  )

const isUnbound = (law: Law, world: World, asked: { fact: string; member: string }): boolean => {
  const { fact, member } = asked
  if (world.facts[fact] !== undefined || world.reserved[fact] !== undefined) return false
  if (ownerOf(law.form, fact) === '') return true
  return world.closed[fact] !== true && world.own[member]?.[fact] === undefined
}

const readsWell = (law: Law, world: World, offer: Offer): boolean => {
  const message = law.form.messages[offer.name]
  if (message === undefined) return false
  const asker: Asker = { role: message.from, member: offer.member }
  const isLate = message.by !== undefined && world.passed[message.by] === true
  const missing = (law.reads[offer.name] ?? []).some((condition) => {
    if (isLate && condition.kind === 'all') return false
    return !holds(law.form, world, { condition, asker, as: 'in' })
  })
  if (missing) return false
  return !message.not.some((condition) => holds(law.form, world, { condition, asker, as: 'not' }))
}

const takesOtherLease = ({ form }: Law, world: World, { member }: Offer): boolean =>
  Object.entries(form.messages).some(
    ([name, message]) => message.lease !== undefined && world.sent[keyOf(name, member)] === true,
  )

const mayAct = (law: Law, world: World, offer: Offer): boolean => {
  const message = law.form.messages[offer.name]
  if (message === undefined) return false
  const inFlight = withFate(law, world, 'started', 'undoing').length > 0
  if (message.does?.kind === 'irreversible' && inFlight) return false
  if (message.round !== undefined && isBusy(law, world)) return false
  if (message.lease !== undefined && takesOtherLease(law, world, offer)) return false
  if (message.undoes === undefined) return true
  const undone = { name: message.undoes, member: offer.member }
  return (
    world.fates[keyOf(message.undoes, offer.member)] === 'done' &&
    !isHeldBack(law, world, { offer: undone, sparing: false })
  )
}

/** Whether the message may be sent now. */
export const mayOffer = (law: Law, world: World, offer: Offer): boolean => {
  const message = law.form.messages[offer.name]
  if (message === undefined || world.ending !== '' || world.child !== null) return false
  if (world.first !== '' && world.first !== offer.name) return false
  if (world.sent[keyOf(offer.name, offer.member)] === true) return false
  const isChildsFirst = world.first === offer.name
  const binds = message.out.every(
    ({ fact }) => isChildsFirst || isUnbound(law, world, { fact, member: offer.member }),
  )
  return binds && readsWell(law, world, offer) && mayAct(law, world, offer)
}

/** The menu: everything that members may send now. */
export const offers = (law: Law, world: World): readonly Offer[] => law.offersIn(world)

const menu = (law: Law, world: World): readonly Offer[] =>
  Object.entries(law.form.messages).flatMap(([name, message]) =>
    message.from === 'clock'
      ? []
      : sendersOf(law, world, message.from)
          .map((member) => ({ name, member }))
          .filter((offer) => mayOffer(law, world, offer)),
  )

/** Begins an ending; one that was asked for gives way to a done that completes. */
export const beginEnd = (world: World, ending: Ending, asked: boolean): World =>
  world.ending === '' || (world.asked && ending === 'completed')
    ? { ...world, ending, asked }
    : world

/** The done effects that an ending may start to undo now. */
export const toUndo = (law: Law, world: World): Offer[] => {
  if (world.ending === '' || world.ending === 'completed') return []
  if (withFate(law, world, 'started').length > 0) return []
  return mustUndo(law, world).filter((offer) => !isHeldBack(law, world, { offer, sparing: true }))
}

const mustUndo = (law: Law, world: World): Offer[] =>
  withFate(law, world, 'done').filter(({ name }) => {
    const message = law.form.messages[name]
    return message?.does?.kind === 'revocable' && message.undoes === undefined
  })

const settleEnd = (law: Law, world: World): World => {
  if (world.ending === '' || isBusy(law, world)) return world
  if (world.ending !== 'completed' && mustUndo(law, world).length > 0) return world
  return { ...world, ended: world.ending }
}

/** What follows of itself: deadlines that take hold, then `ended`. */
export const settle = (law: Law, world: World): World => {
  let after = world
  for (const deadline of law.form.deadlines) {
    if (after.ending !== '' || after.child !== null || after.passed[deadline.at] !== true) continue
    if (!isOpen(law.form, after, deadline.for)) continue
    if ('ends' in deadline.then) {
      if (mayCancel(law, after)) after = beginEnd(after, deadline.then.ends, true)
      continue
    }
    const offer = { name: deadline.then.message, member: '' }
    if (mayOffer(law, after, offer)) after = send(law, after, { offer, worths: [] })
  }
  return settleEnd(law, after)
}

const openRound = (law: Law, world: World, message: MessageForm): World => {
  const { round } = message
  if (round === undefined) return world
  if (world.round >= round.max) return beginEnd(world, round.then, false)
  const kept: { [fact: string]: Worth } = {}
  for (const fact of round.keep) {
    const worth = world.facts[fact]
    if (worth !== undefined) kept[fact] = worth
  }
  for (const fact of law.form.key) kept[fact] = '*'
  const child = { ...born(law.form, law.sizes, kept), first: round.from, round: world.round + 1 }
  return { ...world, child }
}

const bind = (
  law: Law,
  world: World,
  sending: { offer: Offer; worths: readonly Worth[] },
): World => {
  const { offer, worths } = sending
  const message = law.form.messages[offer.name]
  const facts: { [name: string]: Worth } = { ...world.facts }
  const reserved: { [name: string]: Worth } = { ...world.reserved }
  const mine: { [name: string]: Worth } = { ...world.own[offer.member] }
  for (const [index, { fact, branch }] of (message?.out ?? []).entries()) {
    const worth = worths[index] ?? branch ?? '*'
    if (ownerOf(law.form, fact) !== '') mine[fact] = worth
    else if (facts[fact] === undefined && reserved[fact] === undefined) {
      const waits = message?.does !== undefined && law.form.facts[fact]?.stands !== undefined
      if (waits) reserved[fact] = worth
      else facts[fact] = worth
    }
  }
  const own = offer.member === '' ? world.own : { ...world.own, [offer.member]: mine }
  return { ...world, facts, reserved, own }
}

const closeSets = (law: Law, world: World, name: string): World => {
  const closed: { [fact: string]: true } = { ...world.closed }
  for (const condition of law.reads[name] ?? [])
    if (setReadBy(law.form, condition) !== '') closed[condition.fact] = true
  return { ...world, closed }
}

/** Sends a message, with the worth of each fact that it binds. */
export const send = (
  law: Law,
  world: World,
  sending: { offer: Offer; worths: readonly Worth[] },
): World => {
  const { offer } = sending
  const message = law.form.messages[offer.name]
  if (message === undefined) return world
  const key = keyOf(offer.name, offer.member)
  let after = closeSets(law, bind(law, world, sending), offer.name)
  const members: { [set: string]: readonly string[] } = { ...after.members }
  for (const set of setsNamedBy(law.form, offer.name)) members[set] ??= namesOf(set, law.sizes)
  const fates: { [key: string]: Fate } = { ...after.fates }
  if (message.undoes !== undefined) fates[keyOf(message.undoes, offer.member)] = 'undoing'
  if (message.does !== undefined) fates[key] = 'started'
  after = { ...after, members, fates, first: '', sent: { ...after.sent, [key]: true } }
  if (message.does === undefined && message.ends !== undefined)
    after = beginEnd(after, message.ends, false)
  return openRound(law, after, message)
}

const isRead = (form: ProtocolForm, name: string, branch: string): boolean =>
  Object.values(form.messages).some((message) =>
    [...message.in, ...message.not].some((read) => read.fact === name && read.branch === branch),
  )

/** The proof of an effect comes back. */
export const receive = (
  law: Law,
  world: World,
  came: { offer: Offer; outcome: 'done' | 'failed' },
): World => {
  const { offer, outcome } = came
  const message = law.form.messages[offer.name]
  const fates: { [key: string]: Fate } = { ...world.fates }
  fates[keyOf(offer.name, offer.member)] = outcome
  if (message?.undoes !== undefined) fates[keyOf(message.undoes, offer.member)] = 'undone'
  const facts: { [name: string]: Worth } = { ...world.facts }
  const reserved: { [name: string]: Worth } = { ...world.reserved }
  for (const { fact } of message?.out ?? []) {
    const worth = reserved[fact]
    if (worth !== undefined && outcome === 'done') facts[fact] = worth
    delete reserved[fact]
  }
  const after = { ...world, fates, facts, reserved }
  if (outcome === 'done')
    return message?.ends === undefined ? after : beginEnd(after, message.ends, false)
  return isRead(law.form, offer.name, 'failed') ? after : beginEnd(after, 'failed', false)
}

/** A message is vetoed for good. */
export const veto = (law: Law, world: World, offer: Offer): World => {
  const key = keyOf(offer.name, offer.member)
  const fates: Dict<Fate> = { ...world.fates, [key]: 'refused' }
  const first = world.first === offer.name ? '' : world.first
  const after = { ...world, fates, first, sent: { ...world.sent, [key]: true as const } }
  return isRead(law.form, offer.name, 'refused') ? after : beginEnd(after, 'failed', false)
}
