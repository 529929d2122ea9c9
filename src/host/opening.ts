/** Opening a firm: the book is read, the state is the function of it, and this process becomes its host. */
import { later, type Outcome, refused } from '../base/index.ts'
import { hostingRenewalMs, openBook, type Tenure } from '../ledger/index.ts'
import { Host } from './host.ts'
import type { HostOptions } from './host-options.ts'
import { keepSnapshot, openState } from './standing-start.ts'

/** A host that is open, and how it lets go. */
export interface OpenedHost {
  readonly host: Host
  /** Resolves when another has taken over or the book stopped. */
  readonly lost: Promise<string>
  readonly close: () => Promise<void>
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
  const state = await openState(store, options.recollection)
  const host = new Host(options, state, book)
  const renewal = keepRenewing(options, tenure.value)
  if (state.name !== '') await host.submit({ type: 'start-host', process: options.process })
  // Whoever was replaced stops acting at once; the fence of the store refuses it whatever it still writes.
  void renewal.lost.then(async () => await host.close())
  const close = async (): Promise<void> => {
    renewal.stop()
    await host.close()
    await keepSnapshot(store, book, { state, recollection: options.recollection })
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
