/** Hosting for as long as it takes: turns, effects and time as they fall due, and a socket for programs. */
import { setTimeout as wait } from 'node:timers/promises'
import { accepted, type Outcome } from '../../base/index.ts'
import { type FirmNeeds, openFirm, type OpenedFirm } from './open-firm.ts'
import { startHostDoor } from './host-door.ts'
import { startPost } from './post.ts'
import { serveOpened } from './serve-opened.ts'

/** A firm that is hosted and served. */
export interface ServedFirm {
  readonly opened: OpenedFirm
  /** Resolves with why, once it has ended: asked to, taken over, or nothing left to do. */
  readonly ended: Promise<string>
  readonly stop: (why: string) => void
}

/** How it is served. */
export interface Serving {
  /** Ends by itself after this time without work and without anybody connected; never where absent. */
  readonly idleMs?: number
  /** Hears of what threw; it is tried again. */
  readonly failed: (cause: unknown) => void
}

const lookMs = 250

/** Hosts the firm and serves its socket. */
export const serveFirm = async (
  needs: Omit<FirmNeeds, 'stop'>,
  serving: Serving,
): Promise<Outcome<ServedFirm, 'held'>> => {
  const stopping = new AbortController()
  const stop = (why: string): void => stopping.abort(why)
  const opened = await openFirm({ ...needs, stop: () => stop('it was told to stop') })
  if (!opened.ok) return opened
  const { host } = opened.value
  const { connected, ended } = await serveOpened(opened.value, {
    socket: needs.places.socket,
    stopping,
    failed: serving.failed,
    beside: (failed) => {
      const post = startPost(host, { ...needs, failed })
      const door = startHostDoor(host, needs)
      return {
        stop: async () => {
          post.stop()
          await door.stop()
        },
      }
    },
  })
  if (serving.idleMs !== undefined) {
    void endWhenIdle(
      () => connected() > 0 || host.state.open.size > 0 || host.state.turns.size > 0,
      { idleMs: serving.idleMs, stopping },
    )
  }
  return accepted({ opened: opened.value, ended, stop })
}

/** Ends what nobody uses: no open work, nobody connected, for so long. */
const endWhenIdle = async (
  isBusy: () => boolean,
  { idleMs, stopping }: { readonly idleMs: number; readonly stopping: AbortController },
): Promise<void> => {
  let idle = 0
  while (!stopping.signal.aborted) {
    await wait(lookMs, undefined, { ref: false })
    idle = isBusy() ? 0 : idle + lookMs
    if (idle >= idleMs) stopping.abort('nothing was left to do')
  }
}
