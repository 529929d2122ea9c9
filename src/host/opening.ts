/** Opening a firm: the book is read, the state is the function of it, and this process becomes its host. */
import { accepted, FirmError, later, type Outcome, refused } from '../base/index.ts'
import type { FirmState } from '../kernel/index.ts'
import { type Book, hostingRenewalMs, openBook, type Tenure } from '../ledger/index.ts'
import { Host } from './host.ts'
import type { HostOptions } from './host-options.ts'
import { type ScratchSweep, sweepScratch } from './scratch-sweep.ts'
import { keepSnapshot, openState } from './standing-start.ts'

/** A host that is open, and how it lets go. */
export interface OpenedHost {
  readonly host: Host
  /** Resolves, with why and the mend, when another has taken over or the book stopped. */
  readonly lost: Promise<string>
  readonly close: () => Promise<void>
}

/**
 * Becomes the host of a firm, or says who is. Programs that the host before left running are ended; its turns are
 * abandoned and their members woken; effects that it started are in doubt until their environment is asked.
 */
export const openHost = async (given: HostOptions): Promise<Outcome<OpenedHost, 'held'>> => {
  const { store, clock, name } = given
  const acquired = await store.hosting.acquire(name, clock.now())
  if (!acquired.ok) return refused('held', acquired.message, acquired.hint)
  const tenure = acquired.value
  const book = await openBook(store)
  const state = await openState(store, given.recollection)
  const scratch = sweepScratch(given.scratches, state)
  const options = { ...given, told: toldAnd(given.told, scratch) }
  const host = new Host(options, state, { book, tenure: tenure.number })
  // Before the turns are abandoned: a host that dies in between leaves them for the next to find.
  await endLeftOver(options, state)
  const begun = await begin(host, book)
  if (!begun.ok) {
    await store.hosting.release(tenure)
    return begun
  }
  scratch.soon()
  const renewal = keepRenewing(options, tenure)
  // Whoever was replaced stops acting at once; the fence of the store refuses it whatever it still writes.
  void renewal.lost.then(async () => await host.close())
  const close = async (): Promise<void> => {
    renewal.stop()
    await host.close()
    await scratch.settled()
    // A snapshot only opens fast: whoever cannot keep one has done everything all the same.
    await keepSnapshot(store, book, { state, recollection: options.recollection }).catch(ignored)
    await store.hosting.release(renewal.tenure())
  }
  return { ok: true, value: { host, lost: lostOf(host, renewal), close } }
}

const ignored = (cause: unknown): void => {
  if (!(cause instanceof FirmError)) throw cause
}

// The host before may still write in the moment in which it is replaced; then this one begins again.
const begin = async (host: Host, book: Book): Promise<Outcome<undefined, 'held'>> => {
  if (host.state.name === '') return accepted(undefined)
  try {
    await host.submit({ type: 'start-host', process: host.options.process })
    return accepted(undefined)
  } catch (cause) {
    if (book.failure?.code !== 'book-fenced') throw cause
    return refused('held', book.failure.message, 'Try again: the other host wrote last.')
  }
}

const toldAnd =
  (told: HostOptions['told'], scratch: ScratchSweep): HostOptions['told'] =>
  (one) => {
    told(one)
    if (one.event.type === 'enactment-ended') scratch.soon()
  }

const endLeftOver = async ({ processes, markOf }: HostOptions, state: FirmState): Promise<void> => {
  if (processes === undefined || markOf === undefined) return
  for (const turn of state.turns.keys()) await processes.endLeftOver(markOf(turn))
}

// A book that stopped is as final as a takeover: the firm must be opened again.
const lostOf = async (host: Host, renewal: Renewal): Promise<string> => {
  const stopped = new Promise<string>((resolve) => {
    host.onStop((failure) => resolve(reasonOf(failure)))
  })
  const why = await Promise.race([renewal.lost, stopped])
  renewal.stop()
  return why
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
        renew().catch((cause: unknown) => resolve(reasonOf(cause)))
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

// Whoever hears it has nothing else to tell the person by, so the mend is part of it.
const reasonOf = (cause: unknown): string => {
  if (!(cause instanceof FirmError)) return String(cause)
  return cause.hint === undefined ? cause.message : `${cause.message}. ${cause.hint}`
}
