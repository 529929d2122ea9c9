/** The verb `attend`: a screen says that its person is there, and veto windows run on while they are. */
import { z } from 'zod'
import type { AttendedWindow } from '../../api/index.ts'
import { accepted, refused } from '../../base/index.ts'
import { approverOf, type FirmState, type Intent, windowLeftMs } from '../../kernel/index.ts'
import type { Host } from '../host.ts'
import { passDueTime } from '../pass-due-time.ts'
import { asJson, type HostVerb, hostVerb } from './host-verb.ts'

const args = z.object({
  by: z.string(),
  /** Names the screen among those that are open. */
  screen: z.string(),
  /** The intents that it shows. */
  intents: z.array(z.string()),
  /** How long ago its last key came. */
  idleMs: z.number().min(0),
})

/** Whoever has pressed no key for so long is not there. */
const idleMsMax = 5 * 60_000

/** How much counted time may be lost with a host. */
const untakenMsMax = 15_000

export const attend: HostVerb = hostVerb(args, async ({ host }, asked) => {
  const { by, screen, intents, idleMs } = asked
  if (!host.state.members.has(by)) return refused('no-such-member', `${by} is not a member`)
  const isThere = idleMs <= idleMsMax
  const running = intents.filter((intent) => isRunning(host.state, intent, by))
  host.attendance.report({ screen, intents: isThere ? running : [] })
  if (running.some((intent) => isToTake(host, intent))) {
    const records = host.options.recollection.records()
    await host.submit({ type: 'pass-time', attendedMs: host.attendance.take(), records })
    await passDueTime(host)
  }
  return accepted(asJson(intents.flatMap((intent) => windowOf(host, intent, isThere))))
})

// While its member or the firm is paused, a window stands still with everything else.
const isRunning = (state: FirmState, name: string, by: string): boolean => {
  const intent = state.intents.get(name)
  if (intent === undefined || approverOf(state, intent) !== by) return false
  const left = windowLeftMs(intent)
  const isPaused = state.paused || state.members.get(intent.by)?.paused === true
  return left !== undefined && left > 0 && !isPaused
}

const leftMs = (host: Host, intent: Intent): number =>
  Math.max(0, (windowLeftMs(intent) ?? 0) - host.attendance.countedMs(intent.id))

const isToTake = (host: Host, name: string): boolean => {
  const intent = host.state.intents.get(name)
  if (intent === undefined) return false
  return leftMs(host, intent) === 0 || host.attendance.countedMs(name) >= untakenMsMax
}

const windowOf = (host: Host, name: string, isThere: boolean): readonly AttendedWindow[] => {
  const intent = host.state.intents.get(name)
  if (intent === undefined) return []
  const { gate } = intent
  return [
    gate.kind === 'veto'
      ? { intent: name, leftMs: leftMs(host, intent), goes: gate.goesUnanswered, isThere }
      : { intent: name, leftMs: null, goes: false, isThere },
  ]
}
