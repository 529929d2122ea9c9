/**
 * The oracle: judges a ledger by the invariants of DESIGN section 11, from its events alone and by replaying them
 * one by one. It decides nothing with the kernel's `decide`, so that it cannot repeat its mistakes.
 */
import {
  clockName,
  dueTurns,
  emptyState,
  type Enactment,
  evolve,
  type FirmEvent,
  type FirmState,
  menuIn,
  nextAlarm,
  principalOf,
  versionOf,
} from '../kernel/index.ts'
import { dueTurnsSearched, nextAlarmSearched } from './searched-due.ts'

/** One broken invariant, at a position. */
export interface Breach {
  readonly invariant: number
  readonly position: number
  readonly what: string
}

interface Oracle {
  readonly state: FirmState
  readonly breaches: Breach[]
  /** Facts bound, by enactment, epoch and name. */
  readonly bound: Set<string>
  /** Effects started, by key. */
  readonly started: Set<string>
  readonly released: Set<string>
  /** Intents that a person released, whatever else held them. */
  readonly approved: Set<string>
  /** The enactment that the event before this one moved. */
  moved: string
  /** Turns that were told of a break while they ran. */
  readonly told: Set<string>
  host: string
  position: number
}

/** Every breach in a ledger's events, in order. */
export const breachesOf = (events: readonly FirmEvent[]): readonly Breach[] => {
  const oracle: Oracle = {
    state: emptyState(),
    breaches: [],
    bound: new Set(),
    started: new Set(),
    released: new Set(),
    approved: new Set(),
    moved: '',
    told: new Set(),
    host: '',
    position: 0,
  }
  for (const event of events) {
    oracle.position += 1
    judgeBefore(oracle, event)
    if (!isReplayed(oracle, event)) break
    judgeAfter(oracle)
  }
  return oracle.breaches
}

// What cannot be replayed gives no state, so nothing that follows it can be judged.
const isReplayed = (oracle: Oracle, event: FirmEvent): boolean => {
  try {
    evolve(oracle.state, event)
    return true
  } catch (cause) {
    breach(oracle, 3, `${event.type} cannot be replayed: ${String(cause)}`)
    return false
  }
}

const breach = (oracle: Oracle, invariant: number, what: string): void => {
  oracle.breaches.push({ invariant, position: oracle.position, what })
}

// Whatever is bound in the course was bound by an event that says its value, or is by this one, the clock's.
const judgeOrigin = ({ state, moved }: Oracle, event: FirmEvent): readonly string[] => {
  const enactment = state.open.get(moved)
  if (enactment === undefined || isOfClock(event)) return []
  const { machine, course, facts } = enactment
  return machine.facts.flatMap(({ index, name, set, parts }) => {
    const isBound = set < 0 && parts < 0 && (course.facts[index] ?? 0) > 0
    return isBound && !facts.has(name) ? [`${name} of ${moved} is bound by no event`] : []
  })
}

const isOfClock = (event: FirmEvent): boolean =>
  event.type === 'message-sent' && event.by === clockName

const judgeBefore = (oracle: Oracle, event: FirmEvent): void => {
  for (const what of judgeOrigin(oracle, event)) breach(oracle, 10, what)
  oracle.moved = 'enactment' in event ? event.enactment : ''
  if (event.type === 'intent-released') {
    oracle.released.add(event.intent)
    if (event.by !== clockName) oracle.approved.add(event.intent)
  }
  if (event.type === 'enactment-opened' && oracle.state.used.has(event.enactment)) {
    breach(oracle, 1, `${event.enactment} was opened twice`)
  }
  if (event.type === 'break-told') for (const turn of event.turns) oracle.told.add(turn)
  if (event.type === 'host-started') oracle.host = event.host
  else if (oracle.host !== '' && event.host !== oracle.host) {
    breach(oracle, 11, `${event.host ?? 'nobody'} wrote after ${oracle.host} had taken over`)
  }
  if (event.type === 'message-sent') judgeSent(oracle, event)
}

const judgeSent = (oracle: Oracle, event: FirmEvent & { readonly type: 'message-sent' }): void => {
  const { state } = oracle
  const enactment = state.open.get(event.enactment)
  if (enactment === undefined) {
    return breach(oracle, 4, `${event.message} in ${event.enactment}, which is not open`)
  }
  const allowed =
    event.by === clockName
      ? isClockDue(enactment, event.message)
      : menuIn(state, enactment, event.by).some((entry) => entry.message === event.message)
  if (!allowed) {
    breach(oracle, 4, `${event.message} by ${event.by} was not on the menu`)
  }
  for (const name of Object.keys(event.facts)) {
    const own = enactment.machine.facts[enactment.machine.factNamed.get(name) ?? -1]?.set ?? -1
    const key = `${event.enactment} ${event.epoch} ${name}${own < 0 ? '' : `@${event.by}`}`
    if (oracle.bound.has(key)) breach(oracle, 1, `${key} was bound twice`)
    oracle.bound.add(key)
  }
  for (const { path, version } of event.premises) {
    const now = versionOf(state, path)
    if (now !== version) breach(oracle, 5, `${path} stood at ${now}, not at ${version}`)
  }
  // What a turn was given holds, unless it was told of the change while it ran.
  const given = state.turns.get(event.turn ?? '')
  for (const { path, version } of given?.premises ?? []) {
    const used = event.premises.find((premise) => premise.path === path)?.version
    if (used !== version && !oracle.told.has(given?.id ?? '')) {
      breach(oracle, 5, `${event.turn} was given ${path} at ${version}, and used ${used ?? 'none'}`)
    }
  }
  judgeHolds(oracle, event)
  judgeEffect(oracle, event)
  judgeDistinct(oracle, event)
}

// What another keeps still is not superseded, but by time, the operator, or who holds something for longer.
const judgeHolds = (oracle: Oracle, event: FirmEvent & { readonly type: 'message-sent' }): void => {
  const { state } = oracle
  if (event.by === clockName || isOperator(state, event.by)) return
  if (oracle.approved.has(event.intent ?? '')) return
  const since = state.holds.find(({ member }) => member === event.by)?.position ?? Infinity
  for (const { path } of event.standing ?? []) {
    const kept = state.holds.find(
      ({ member, paths, position, until }) =>
        member !== event.by && paths.includes(path) && position < since && until > event.at,
    )
    if (kept !== undefined) breach(oracle, 5, `${path} was changed under ${kept.id}`)
  }
}

const isOperator = (state: FirmState, member: string): boolean =>
  state.charter?.members[member]?.roles.includes('operator') === true

// The clock has no menu: it says what the course made it say when an instant had passed, each once.
const isClockDue = ({ machine, course, sent }: Enactment, message: string): boolean =>
  machine.deadlines.some(
    (deadline) =>
      machine.messages[deadline.message]?.name === message &&
      course.passed[deadline.instant] === 1 &&
      course.sent[deadline.message] === 1 &&
      !sent.has(message),
  )

const judgeEffect = (
  oracle: Oracle,
  event: FirmEvent & { readonly type: 'message-sent' },
): void => {
  const { state } = oracle
  if (event.effect === undefined) return
  if (oracle.started.has(event.effect)) breach(oracle, 7, `${event.message} started twice`)
  oracle.started.add(event.effect)
  const member = state.members.get(event.by)
  if (state.paused || member?.paused === true) breach(oracle, 6, `${event.by} acted while paused`)
  const form = state.open.get(event.enactment)?.machine.form.messages[event.message]
  const needsRelease = form?.does?.kind === 'irreversible'
  if (needsRelease && !isOperator(state, event.by) && !oracle.released.has(event.intent ?? '')) {
    breach(oracle, 6, `${event.message} is irreversible and was released by nobody`)
  }
}

const judgeDistinct = (
  oracle: Oracle,
  event: FirmEvent & { readonly type: 'message-sent' },
): void => {
  const { state } = oracle
  const enactment = state.open.get(event.enactment)
  for (const group of enactment?.machine.form.distinct ?? []) {
    const holders = group.flatMap((role) => {
      const fresh = event.roles?.[role]
      const principals = fresh === undefined ? [] : [principalOf(state, fresh)]
      const held = enactment?.roles.get(role)?.principal
      return [...new Set([...principals, ...(held === undefined ? [] : [held])])].map((one) => ({
        role,
        one,
      }))
    })
    for (const a of holders) {
      const same = holders.find((b) => b.role !== a.role && b.one === a.one)
      if (same !== undefined) breach(oracle, 9, `${a.one} is ${a.role} and ${same.role}`)
    }
  }
}

const judgeAfter = (oracle: Oracle): void => {
  const { state } = oracle
  for (const budget of state.charter?.budgets ?? []) {
    const known = state.budgets.get(budget.name)
    if ((known?.spent ?? 0) > budget.limit) breach(oracle, 8, `${budget.name} was passed`)
  }
  // A resource and what lies below it are never held by two roots at once.
  const held = [...state.leases]
  for (const [resource, root] of held) {
    const other = held.find(([one, by]) => by !== root && one.startsWith(`${resource}/`))
    if (other !== undefined) breach(oracle, 4, `${resource} is held by ${root} and ${other[1]}`)
  }
  judgeReadiness(oracle)
}

/** A search over the whole state is dear, and what was missed once stands for a while. */
const searchEvery = 4

// What is due is kept as events come; it is what a search over the whole state finds.
const judgeReadiness = (oracle: Oracle): void => {
  const { state } = oracle
  if (state.position % searchEvery !== 0) return
  const kept = JSON.stringify([dueTurns(state, state.at), nextAlarm(state)])
  const searched = JSON.stringify([dueTurnsSearched(state, state.at), nextAlarmSearched(state)])
  if (kept !== searched) breach(oracle, 3, `due is kept as ${kept}, and is ${searched}`)
}
