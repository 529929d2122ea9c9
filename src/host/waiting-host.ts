/** A second host: it waits as long as another hosts the firm, says who, and takes over once that one is gone or silent. */
import { later } from '../base/index.ts'
import type { HostOptions } from './host-options.ts'
import { type OpenedHost, openHost } from './opening.ts'

/** How often a waiting host looks. One that died is replaced within this time. */
const lookMs = 500

/** How to wait. */
export interface Waiting {
  /** Told who hosts, whenever that changes. */
  readonly held: (why: string) => void
  /** Ends the waiting; what is open by then stays open. */
  readonly stop?: AbortSignal
}

/**
 * Becomes the host once the firm is free; undefined where the waiting was stopped. `fresh` gives the options anew for
 * each try, for a recollection that has heard of a ledger is not told of it again.
 */
export const openHostWhenFree = async (
  fresh: () => HostOptions,
  waiting: Waiting,
): Promise<OpenedHost | undefined> => {
  let said: string | undefined
  for (;;) {
    const options = fresh()
    const opened = await openHost(options)
    if (opened.ok) return opened.value
    const last = await options.store.hosting.last()
    if (said !== last?.host) waiting.held(opened.message)
    said = last?.host
    if (!(await untilNextLook(options, waiting.stop))) return undefined
  }
}

const untilNextLook = async ({ clock }: HostOptions, stop?: AbortSignal): Promise<boolean> =>
  await new Promise((resolve) => {
    if (stop?.aborted === true) return resolve(false)
    const cancel = clock.schedule(later(clock.now(), lookMs), () => resolve(true))
    const end = (): void => {
      cancel()
      resolve(false)
    }
    stop?.addEventListener('abort', end, { once: true })
  })
