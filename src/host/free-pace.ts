/** The free pace: turns, effects and time as they become due, each on its own. */
import { FirmError, type Instant, later } from '../base/index.ts'
import {
  type DueEffect,
  type DueTurn,
  isDueIntent,
  nextAlarm,
  spentBudgets,
} from '../kernel/index.ts'
import { settleEffect } from './effect-run.ts'
import type { Host } from './host.ts'
import { passDueTime } from './pass-due-time.ts'
import { conclude, openTurn, think } from './turn-run.ts'

/** How long a thing that threw waits before it is tried again. */
const retryMs = 1_000

/** A pace that runs until it is stopped. */
export interface Pace {
  /** Resolves once nothing runs, and nothing is due unless it was stopped. */
  readonly idle: () => Promise<void>
  readonly stop: () => void
}

/** Starts the free pace; `failed` hears of what threw, and it is tried again. */
export const startFreePace = (host: Host, failed: (cause: unknown) => void): Pace => {
  const busy = new Set<string>()
  let stopped = false
  let cancelTimer: () => void = () => undefined
  const idlers = new Set<() => void>()

  const run = (key: string, task: () => Promise<void>): void => {
    if (busy.has(key)) return
    busy.add(key)
    task()
      .catch((cause: unknown) => {
        failed(cause)
        // What threw holds its place until it may be tried again.
        return new Promise<void>((resolve) => {
          host.options.clock.schedule(later(host.options.clock.now(), retryMs), resolve)
        })
      })
      .finally(() => {
        busy.delete(key)
        pump()
      })
      .catch(failed)
  }
  const turn = (due: DueTurn): void =>
    run(turnKey(due), async () => {
      const opened = await openTurn(host, due)
      if (opened === undefined) {
        if (host.isOpen && host.isDueTurn(due)) throw new TurnNotOpenedError(due)
        return
      }
      await conclude(host, await think(host, opened))
    })
  const effect = (due: DueEffect): void =>
    run(`effect ${due.effect.key}`, async () => {
      await settleEffect(host, due, { startedHere: host.hasStarted(due.effect.key) })
    })
  const pump = (): void => {
    if (!stopped && host.isOpen) {
      for (const due of host.dueEffects()) effect(due)
      for (const due of host.nextTurns((one) => busy.has(turnKey(one)))) turn(due)
      planTime()
    }
    if (busy.size > 0) return
    for (const idler of idlers) idler()
    idlers.clear()
  }
  const planTime = (): void => {
    cancelTimer()
    const at = nextInstant(host)
    if (at === undefined) return
    cancelTimer = host.options.clock.schedule(at, () => {
      run('time', async () => {
        await passDueTime(host)
      })
    })
  }
  const unsubscribe = host.onChange(pump)
  pump()
  return {
    idle: async () => {
      if (busy.size === 0) return
      await new Promise<void>((resolve) => idlers.add(resolve))
    },
    stop: () => {
      stopped = true
      cancelTimer()
      unsubscribe()
    },
  }
}

const turnKey = ({ member, enactment }: DueTurn): string => `turn ${member} ${enactment}`

const nextInstant = (host: Host): Instant | undefined => {
  const { state } = host
  const now = host.now()
  let next: Instant | undefined
  const offer = (at: Instant): void => {
    if (next === undefined || at < next) next = at
  }
  const alarm = nextAlarm(state)
  if (alarm !== undefined) offer(alarm.instant)
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
