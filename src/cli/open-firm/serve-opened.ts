/** Serves a firm that this process has open: turns, effects and time as they fall due, and a socket for programs. */
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { HostClosedError, startFreePace } from '../../host/index.ts'
import { serveSocket } from '../../server/socket/index.ts'
import { openHome } from '../firm-home/index.ts'
import type { OpenedFirm } from './open-firm.ts'

/** How an open firm is served. */
export interface ServingOpened {
  /** Where programs find it. */
  readonly socket: string
  /** Ends it, with why. */
  readonly stopping: AbortController
  /** Hears of what threw; it is tried again. */
  readonly failed: (cause: unknown) => void
  /** What runs beside it and ends with it. */
  readonly beside?: (failed: ServingOpened['failed']) => { readonly stop: () => Promise<void> }
}

/** An open firm that is served. */
export interface ServedOpened {
  /** How many programs are connected. */
  readonly connected: () => number
  /** Resolves with why, once it has ended and the firm is closed. */
  readonly ended: Promise<string>
}

/** How long the programs of turns may take to end with their host. */
const endingMs = 5_000

/** Serves it until it is told to stop, or another host has taken over. */
export const serveOpened = async (
  { desk, host, lost, close }: OpenedFirm,
  { socket, stopping, failed, beside }: ServingOpened,
): Promise<ServedOpened> => {
  openHome(dirname(socket))
  const server = await serveSocket(socket, desk)
  const heard = (cause: unknown): void => {
    // What a stopping host can no longer say is said by the next.
    if (!(cause instanceof HostClosedError)) failed(cause)
  }
  const pace = startFreePace(host, heard)
  const running = beside?.(heard)
  void lost.then((why) => stopping.abort(why))
  const ended = stopped(stopping.signal).then(async (why) => {
    pace.stop()
    await running?.stop()
    await server.close(why)
    await host.close()
    // Programs of members end before their host does; whatever does not is ended by the next one.
    const waiting = new AbortController()
    await Promise.race([pace.idle(), wait(endingMs, undefined, { signal: waiting.signal })])
    // Else the process would stay for its sake after everything is said.
    waiting.abort()
    await close()
    return why
  })
  return { connected: server.connected, ended }
}

const stopped = async (signal: AbortSignal): Promise<string> =>
  await new Promise((resolve) => {
    if (signal.aborted) return resolve(String(signal.reason))
    signal.addEventListener('abort', () => resolve(String(signal.reason)), { once: true })
  })
