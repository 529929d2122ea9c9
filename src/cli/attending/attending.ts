/** A screen reports its person to the host, so that the veto windows that it shows run while they are there. */
import { attendedWindows, type AttendedWindow } from '../../api/index.ts'
import { type Clock, later } from '../../base/index.ts'
import type { FirmClient } from '../../client/index.ts'
import { windowText } from '../window-text.ts'

/** What reporting needs. */
export interface AttendingNeeds {
  readonly clock: Clock
  /** Names this screen among all that are open. */
  readonly screen: string
  /** How long ago the last key came. */
  readonly idleMs: () => number
  readonly write: (line: string) => void
}

/** The presence of one person at one screen. */
export interface Attending {
  /** The screen shows these intents now to who may veto them; the host hears of it until it is over. */
  readonly show: (client: FirmClient, by: string, intents: readonly string[]) => void
  /** Aborted once an intent that was shown no longer waits. */
  readonly goneSignal: (intent: string) => AbortSignal
  readonly close: () => void
}

/** Well below the time after which the host takes two reports for two visits. */
const reportMs = 4_000

/** The remaining times at which a window is told again. */
const tellingMs = [10_000, 60_000, 300_000]

interface Shown {
  readonly gone: AbortController
  /** What was last told of its window. */
  told?: number | 'away'
}

/** Opens the presence; nothing is reported before something is shown. */
export const openAttending = (needs: AttendingNeeds): Attending => {
  const { clock, screen, idleMs, write } = needs
  const shown = new Map<string, Shown>()
  let cancel: (() => void) | undefined
  let isClosed = false
  let asked: { readonly client: FirmClient; readonly by: string } | undefined
  const shownOf = (intent: string): Shown => {
    const known = shown.get(intent) ?? { gone: new AbortController() }
    shown.set(intent, known)
    return known
  }
  const report = async (): Promise<void> => {
    cancel = undefined
    // What is shown from here on was not asked about, and its absence from the answer says nothing.
    const intents = [...shown.keys()]
    const windows = await readWindows(asked, { screen, intents, idleMs: idleMs() })
    if (windows === undefined || isClosed) return
    for (const intent of intents) {
      if (windows.some((one) => one.intent === intent)) continue
      shown.get(intent)?.gone.abort()
      shown.delete(intent)
    }
    for (const window of windows) tell(window, shownOf(window.intent), write)
    // What has no window is not reported again; its end is seen in the events.
    if (windows.some(({ leftMs }) => leftMs !== null && leftMs > 0)) plan()
  }
  const plan = (): void => {
    cancel ??= clock.schedule(later(clock.now(), reportMs), () => void report())
  }
  return {
    show: (client, by, intents) => {
      if (isClosed) return
      asked = { client, by }
      const fresh = intents.filter((intent) => !shown.has(intent))
      for (const intent of fresh) shownOf(intent)
      if (fresh.length > 0 || (cancel === undefined && intents.length > 0)) {
        cancel?.()
        void report()
      }
    },
    goneSignal: (intent) => shownOf(intent).gone.signal,
    close: () => {
      isClosed = true
      cancel?.()
    },
  }
}

const readWindows = async (
  asked: { readonly client: FirmClient; readonly by: string } | undefined,
  report: { readonly screen: string; readonly intents: readonly string[]; readonly idleMs: number },
): Promise<readonly AttendedWindow[] | undefined> => {
  if (asked === undefined) return undefined
  try {
    const said = await asked.client.call('attend', { by: asked.by, ...report })
    return said.ok ? attendedWindows.parse(said.value) : undefined
  } catch {
    // A host that is gone hears nothing; the screen shows itself to the next.
    return undefined
  }
}

const tell = (
  { intent, leftMs, goes, isThere }: AttendedWindow,
  shown: Shown,
  write: (line: string) => void,
): void => {
  if (leftMs === null) return
  const stage = leftMs === 0 ? 0 : (tellingMs.find((ms) => leftMs <= ms) ?? Infinity)
  const state = isThere || leftMs === 0 ? stage : 'away'
  if (shown.told === state) return
  shown.told = state
  const away = ' (it stands still: no key came for five minutes)'
  write(`  > ${intent}: ${windowText({ leftMs, goes })}${state === 'away' ? away : ''}`)
}
