/** Opening a firm: the book is read, the state is the function of it, and this process becomes its host. */
import { type Outcome, refused } from '../base/index.ts'
import { emptyState, evolve, type FirmState } from '../kernel/index.ts'
import { hostingRenewalMs, openBook, type Store, type Tenure } from '../ledger/index.ts'
import { later } from '../base/index.ts'
import { decodeEvent } from './event-line.ts'
import { Host } from './host.ts'
import type { HostOptions, Recollection } from './host-options.ts'

/** A host that is open, and how it lets go. */
export interface OpenedHost {
  readonly host: Host
  /** Resolves when another has taken over or the book stopped. */
  readonly lost: Promise<string>
  readonly close: () => Promise<void>
}

/** Reads the whole ledger into a state, telling the recollection of each event. */
export const replay = async (
  store: Store,
  recollection: Pick<Recollection, 'remember'>,
): Promise<FirmState> => {
  const state = emptyState()
  for await (const batch of store.read(0)) {
    for (const entry of batch) {
      const event = decodeEvent(entry.body)
      evolve(state, event)
      recollection.remember(event, entry.position)
    }
  }
  return state
}

/**
 * Becomes the host of a firm, or says who is. Turns of the host before are abandoned and their members woken;
 * effects that it started are in doubt until their environment is asked.
 */
export const openHost = async (options: HostOptions): Promise<Outcome<OpenedHost, 'held'>> => {
  const { store, clock, name } = options
  const tenure = await store.hosting.acquire(name, clock.now())
  if (!tenure.ok) return refused('held', tenure.message, tenure.hint)
  const book = await openBook(store)
  const state = await replay(store, options.recollection)
  const host = new Host(options, state, book)
  const renewal = keepRenewing(options, tenure.value)
  if (state.name !== '') await host.submit({ type: 'start-host', process: options.process })
  const close = async (): Promise<void> => {
    renewal.stop()
    await host.close()
    await store.hosting.release(renewal.tenure())
  }
  return { ok: true, value: { host, lost: renewal.lost, close } }
}

interface Renewal {
  readonly lost: Promise<string>
  readonly tenure: () => Tenure
  readonly stop: () => void
}

const keepRenewing = (options: HostOptions, first: Tenure): Renewal => {
  const { store, clock } = options
  let tenure = first
  let cancel: () => void = () => undefined
  let stopped = false
  const lost = new Promise<string>((resolve) => {
    const renew = async (): Promise<void> => {
      if (stopped) return
      const renewed = await store.hosting.renew(tenure, clock.now())
      if (!renewed.ok) return resolve(renewed.message)
      tenure = renewed.value
      plan()
    }
    const plan = (): void => {
      cancel = clock.schedule(later(clock.now(), hostingRenewalMs), () => {
        renew().catch((cause: unknown) => resolve(String(cause)))
      })
    }
    plan()
  })
  const stop = (): void => {
    stopped = true
    cancel()
  }
  return { lost, tenure: () => tenure, stop }
}
