/** The free pace: turns, effects and time as they become due, each on its own. */
import { FirmError, type Instant } from '../base/index.ts'
import {
  type DueEffect,
  type DueTurn,
  isDueIntent,
  nextAlarm,
  spentBudgets,
} from '../kernel/index.ts'
import { settleEffect } from './effect-run.ts'
import type { Host } from './host.ts'
import { type KeyedTasks, openKeyedTasks } from './keyed-tasks.ts'
import { passDueTime } from './pass-due-time.ts'
import { type Calendar, openCalendar } from './schedules.ts'
import type { Tried } from './troubles.ts'
import {
  beginTurn,
  type BegunTurn,
  conclude,
  type OpenedTurn,
  prepareTurn,
  think,
} from './turn-run.ts'

/** A pace that runs until it is stopped. */
export interface Pace {
  /** Resolves once nothing runs, and nothing is due unless it was stopped. */
  readonly idle: () => Promise<void>
  readonly stop: () => void
}

/** Starts the free pace; `failed` hears of what threw, and it is tried again. */
export const startFreePace = (host: Host, failed: (cause: unknown) => void): Pace => {
  const { clock } = host.options
  const calendar = openCalendar()
  let stopped = false
  let cancelTimer: () => void = () => undefined
  const planTime = (): void => {
    cancelTimer()
    const at = nextInstant(host, calendar)
    if (at === undefined) return
    const pass = async (): Promise<void> => await passDueTime(host)
    cancelTimer = clock.schedule(at, () => tasks.run(triedTime, pass))
  }
  const pump = (): void => {
    if (isStopped()) return
    for (const due of host.dueEffects()) tasks.run(triedEffect(due), effectTask(host, due))
    const due = host.nextTurns((one) => tasks.isBusy(turnKey(one)))
    for (const one of due) tasks.run(triedTurn(one), turnTask(host, one, tasks))
    planTime()
  }
  const isStopped = (): boolean => stopped || !host.isOpen
  const tasks = openKeyedTasks({
    clock,
    troubles: host.troubles,
    isStopped,
    ended: () => pump(),
    failed,
  })
  const unsubscribe = host.onChange(pump)
  pump()
  return {
    idle: tasks.idle,
    stop: () => {
      stopped = true
      cancelTimer()
      unsubscribe()
    },
  }
}

const triedTime: Tried = { key: 'time', enactment: '', what: 'what is due by the clock' }

const triedEffect = ({ enactment, effect, undo }: DueEffect): Tried => {
  const name = enactment.machine.messages[effect.message]?.name ?? 'an effect'
  const what = `${name} of ${effect.by}`
  return {
    key: `effect ${effect.key}`,
    enactment: enactment.id,
    what: undo ? `the undoing of ${what}` : what,
  }
}

const effectTask = (host: Host, due: DueEffect) => async (): Promise<void> => {
  await settleEffect(host, due, { startedHere: host.hasStarted(due.effect.key) })
}

const turnKey = ({ member, enactment }: DueTurn): string => `turn ${member} ${enactment}`

const triedTurn = (due: DueTurn): Tried => ({
  key: turnKey(due),
  enactment: due.enactment,
  what: `the turn of ${due.member}`,
})

const turnTask = (host: Host, due: DueTurn, tasks: KeyedTasks) => async (): Promise<void> => {
  const begun = beginTurn(host, due)
  if (begun === undefined) {
    if (host.isOpen && host.isDueTurn(due)) throw new TurnNotOpenedError(due)
    return
  }
  // Nothing but its own end would end the turn, so each step of it is tried until it succeeds.
  const tried = triedTurn(due)
  const isOver = (): boolean => isGone(host, begun.turn)
  const prepare = async (): Promise<OpenedTurn> => await prepareTurn(host, begun)
  const opened = await tasks.insist(tried, prepare, isOver)
  if (opened === undefined) return await endGone(host, begun.turn)
  const thought = await think(host, opened)
  await tasks.insist(tried, async () => await conclude(host, thought), isOver)
}

const isGone = ({ state }: Host, { id, enactment }: BegunTurn['turn']): boolean =>
  !state.turns.has(id) || (enactment !== '' && !state.open.has(enactment))

// A turn outlives its work in the ledger until somebody ends it.
const endGone = async (host: Host, { id }: BegunTurn['turn']): Promise<void> => {
  if (!host.state.turns.has(id)) return
  const why = 'its work ended before it could begin'
  await host.submit({ type: 'end-turn', turn: id, how: 'passed', why, use: { ms: 0 } })
}

const nextInstant = (host: Host, calendar: Calendar): Instant | undefined => {
  const { state } = host
  const now = host.now()
  let next: Instant | undefined
  const offer = (at: Instant): void => {
    if (next === undefined || at < next) next = at
  }
  const alarm = nextAlarm(state)
  if (alarm !== undefined) offer(alarm.instant)
  const scheduled = calendar.next(state)
  if (scheduled !== undefined) offer(scheduled)
  for (const hold of state.holds) offer(hold.until)
  if (hasDueIntent(host)) offer(now)
  for (const { until } of spentBudgets(state, now)) if (until !== undefined) offer(until)
  return next
}

const hasDueIntent = (host: Host): boolean => {
  const intents = [...host.state.intents.values()]
  if (intents.length === 0) return false
  const moment = { at: host.now(), records: host.options.recollection.records() }
  return intents.some((intent) => isDueIntent(host.state, intent, moment))
}

/** What counts as due and cannot be opened would be tried for ever; it is tried again later, and said. */
export class TurnNotOpenedError extends FirmError {
  override readonly name = 'TurnNotOpenedError'

  constructor({ member, enactment }: DueTurn) {
    super('turn-not-opened', `the turn of ${member} in ${enactment || 'the lobby'} cannot begin`, {
      hint: 'This is a fault of Firm. Nothing is lost; the turn is tried again each second.',
      data: { member, enactment },
    })
  }
}
