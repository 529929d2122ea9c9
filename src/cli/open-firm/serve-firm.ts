/** Hosting for as long as it takes: turns, effects and time as they fall due, and a socket for programs. */
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { accepted, type Outcome } from '../../base/index.ts'
import { HostClosedError, startFreePace } from '../../host/index.ts'
import { serveSocket } from '../../server/socket/index.ts'
import { openHome } from '../firm-home/index.ts'
import { type FirmNeeds, openFirm, type OpenedFirm } from './open-firm.ts'
import { startPost } from './post.ts'

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

/** How long the programs of turns may take to end with their host. */
const endingMs = 5_000

/** Hosts the firm and serves its socket. */
export const serveFirm = async (
  needs: Omit<FirmNeeds, 'stop'>,
  serving: Serving,
): Promise<Outcome<ServedFirm, 'held'>> => {
  const stopping = new AbortController()
  const stop = (why: string): void => stopping.abort(why)
  const opened = await openFirm({ ...needs, stop: () => stop('it was told to stop') })
  if (!opened.ok) return opened
  const { desk, host, lost, close } = opened.value
  const { socket } = needs.places
  openHome(dirname(socket))
  const server = await serveSocket(socket, desk)
  const failed = (cause: unknown): void => {
    // What a stopping host can no longer say is said by the next.
    if (!(cause instanceof HostClosedError)) serving.failed(cause)
  }
  const pace = startFreePace(host, failed)
  const post = startPost(host, { ...needs, failed })
  void lost.then((why) => stop(why))
  if (serving.idleMs !== undefined) {
    void endWhenIdle(
      () => server.connected() > 0 || host.state.open.size > 0 || host.state.turns.size > 0,
      { idleMs: serving.idleMs, stopping },
    )
  }
  const ended = stopped(stopping.signal).then(async (why) => {
    pace.stop()
    post.stop()
    await server.close(why)
    await host.close()
    // Programs of members end before their host does; whatever does not is ended by the next one.
    await Promise.race([pace.idle(), wait(endingMs)])
    await close()
    return why
  })
  return accepted({ opened: opened.value, ended, stop })
}

const stopped = async (signal: AbortSignal): Promise<string> =>
  await new Promise((resolve) => {
    if (signal.aborted) return resolve(String(signal.reason))
    signal.addEventListener('abort', () => resolve(String(signal.reason)), { once: true })
  })

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
