/** Readying: looks again at the enactments that changed, and says in each who has something to say and what is next. */
import type { Instant } from '../base/index.ts'
import type { Enactment } from './enactment.ts'
import { resourcesOf } from './lease.ts'
import { menuIn, openingsOf } from './menu.ts'
import {
  type Alarm,
  leaseMarks,
  type Look,
  markOf,
  rankLast,
  type Readiness,
  type Ready,
  unbuilt,
} from './readiness.ts'
import { factReader } from './send.ts'
import { insertSorted, removeSorted } from './sorted-list.ts'
import type { FirmState } from './state.ts'

/** The order of what is ready for one member. */
export const byRank = (left: Ready, right: Ready): number => left.rank - right.rank

const byInstant = (left: Alarm, right: Alarm): number =>
  left.instant - right.instant || order(left.enactment, right.enactment)

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

/** The firm's readiness as it stands. */
export const readied = (state: FirmState): Readiness => {
  if (!state.readiness.isBuilt) return built(state)
  const { readiness } = state
  for (const enactment of readiness.changed) lookAgain(state, enactment)
  readiness.changed.clear()
  return readiness
}

const built = (state: FirmState): Readiness => {
  const readiness = unbuilt()
  state.readiness = readiness
  readiness.isBuilt = true
  for (const enactment of state.wakes.keys()) rankLast(readiness, enactment)
  for (const enactment of state.wakes.keys()) lookAgain(state, enactment)
  for (const enactment of state.open.keys()) {
    if (!state.wakes.has(enactment)) lookAgain(state, enactment)
  }
  return readiness
}

const lookAgain = (state: FirmState, name: string): void => {
  const { readiness } = state
  const before = readiness.looks.get(name)
  if (before !== undefined) forget(readiness, name, before)
  const look = lookAt(state, name)
  if (look === undefined) readiness.looks.delete(name)
  else keep(readiness, name, look)
  // Where nobody is awake any more a name may come back only at the end.
  if (!state.wakes.has(name)) readiness.ranks.delete(name)
}

const forget = (readiness: Readiness, enactment: string, look: Look): void => {
  for (const member of look.members) {
    removeSorted(readiness.ready.get(member) ?? [], { rank: look.rank, enactment }, byRank)
  }
  for (const mark of look.marks) {
    const watchers = readiness.watchers.get(mark)
    watchers?.delete(enactment)
    if (watchers?.size === 0) readiness.watchers.delete(mark)
  }
  if (look.alarm !== undefined) removeSorted(readiness.alarms, look.alarm, byInstant)
}

const keep = (readiness: Readiness, enactment: string, look: Look): void => {
  readiness.looks.set(enactment, look)
  for (const member of look.members) {
    const ready = readiness.ready.get(member)
    const one = { rank: look.rank, enactment }
    if (ready === undefined) readiness.ready.set(member, [one])
    else insertSorted(ready, one, byRank)
  }
  for (const mark of look.marks) {
    const watchers = readiness.watchers.get(mark)
    if (watchers === undefined) readiness.watchers.set(mark, new Set([enactment]))
    else watchers.add(enactment)
  }
  if (look.alarm !== undefined) insertSorted(readiness.alarms, look.alarm, byInstant)
}

const lookAt = (state: FirmState, name: string): Look | undefined => {
  const enactment = state.open.get(name)
  const woken = [...(state.wakes.get(name) ?? [])]
  const alarm = enactment === undefined ? undefined : alarmOf(enactment)
  if (woken.length === 0 && alarm === undefined) return undefined
  return {
    rank: state.readiness.ranks.get(name) ?? 0,
    members: woken.filter((member) => hasWord(state, name, member)),
    marks: enactment === undefined || woken.length === 0 ? [] : marksOf(state, enactment, woken),
    alarm,
  }
}

/** Whether a member has something to say in a place, and neither a turn nor an intent there. */
const hasWord = (state: FirmState, name: string, member: string): boolean => {
  for (const turn of state.turns.values()) {
    if (turn.member === member && turn.enactment === name) return false
  }
  if (state.intentsIn.get(name)?.has(member) === true) return false
  if (name === '') return openingsOf(state, member).length > 0
  const open = state.open.get(name)
  return open !== undefined && menuIn(state, open, member).length > 0
}

// One that only waits until its receipts are final has nothing left to decide.
const alarmOf = ({ id, course, due }: Enactment): Alarm | undefined => {
  if (course.ended !== 0) return undefined
  let next: Instant | undefined
  for (const instant of due.values()) if (next === undefined || instant < next) next = instant
  return next === undefined ? undefined : { instant: next, enactment: id }
}

// Everything outside an enactment that a menu in it may look at: leases, and whether what it rests on is final.
const marksOf = (
  state: FirmState,
  enactment: Enactment,
  woken: readonly string[],
): readonly string[] => {
  const { machine, sent } = enactment
  const marks: string[] = []
  for (const { name } of machine.leases) {
    if (sent.has(name)) continue
    marks.push(markOf('root', enactment.root))
    for (const member of woken) {
      const resources = resourcesOf(enactment, name, factReader(enactment, member))
      for (const resource of resources) marks.push(...leaseMarks(resource))
    }
  }
  if (!machine.messages.some(({ effect }) => effect === 'irreversible')) return marks
  for (const path of enactment.rests.keys()) {
    marks.push(markOf('path', path))
    const binder = state.standing.get(path)?.enactment
    if (binder !== undefined) marks.push(markOf('enactment', binder))
  }
  return marks
}
