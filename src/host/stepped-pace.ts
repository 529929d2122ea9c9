/**
 * The stepped pace: every due turn is opened, all minds think at once, and their answers are judged in an order
 * that the caller gives, never by arrival. The same seed then gives the same ledger, however fast the minds are.
 */
import type { DueTurn } from '../kernel/index.ts'
import { settleEffect } from './effect-run.ts'
import type { Host } from './host.ts'
import { observeChanges } from './observations.ts'
import { fireSchedules } from './schedules.ts'
import { conclude, openTurn, type OpenedTurn, think } from './turn-run.ts'

/** How a stepped pace orders what is due at once. */
export interface Stepping {
  readonly order: (due: readonly DueTurn[]) => readonly DueTurn[]
  /** Effects that count as started here besides those that the host started itself; all others are asked about first. */
  readonly started?: ReadonlySet<string>
  /** Called after everything that was concluded or settled, before the next is. */
  readonly between?: () => Promise<void>
}

/** Takes one step: due effects, else due turns, else due time. Answers whether there was anything to do. */
export const takeStep = async (host: Host, stepping: Stepping): Promise<boolean> => {
  const effects = host.dueEffects()
  if (effects.length > 0) {
    const [first] = effects
    if (first === undefined) return false
    const { key } = first.effect
    const startedHere = host.hasStarted(key) || stepping.started?.has(key) === true
    await settleEffect(host, first, { startedHere })
    await stepping.between?.()
    return true
  }
  const due = stepping.order(host.dueTurns())
  if (due.length > 0) return await takeTurns(host, due, stepping)
  if (await fireSchedules(host)) return true
  if ((await observeChanges(host)) > 0) return true
  const records = host.options.recollection.records()
  const passed = await host.submit({ type: 'pass-time', attendedMs: {}, records })
  return passed.ok
}

const takeTurns = async (
  host: Host,
  due: readonly DueTurn[],
  stepping: Stepping,
): Promise<boolean> => {
  const opened: OpenedTurn[] = []
  for (const one of due) {
    const turn = await openTurn(host, one)
    if (turn !== undefined) opened.push(turn)
  }
  const thought = await Promise.all(opened.map(async (turn) => await think(host, turn)))
  for (const turn of thought) {
    await conclude(host, turn)
    await stepping.between?.()
  }
  return opened.length > 0
}
