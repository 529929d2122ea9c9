/**
 * A host hands commands to the kernel, keeps what follows in the book, and is the only loop that acts.
 *
 * Invariant 2: nobody hears of an event before it is durable. State may run ahead of durability; answers,
 * wakes and effects may not. Where the book stops, the host stops: its state is dropped and opened again.
 */
import { FirmError, type Instant, present } from '../base/index.ts'
import {
  type Command,
  dueEffects,
  type DueEffect,
  type DueTurn,
  dueTurns,
  type FirmEvent,
  type FirmState,
  handle,
  isDueTurn,
  isLeftOpen,
  isTurnLost,
  type Letter,
  nextTurns,
  type Verdict,
} from '../kernel/index.ts'
import type { Book, BookStoppedError, Entry } from '../ledger/index.ts'
import { type Attendance, openAttendance } from './attendance.ts'
import type { Want } from './door/wants.ts'
import { encodeEvent } from './event-line.ts'
import type { HostOptions } from './host-options.ts'
import type { EnvironmentPort } from './ports/index.ts'
import { openTroubles, type Troubles } from './troubles.ts'

/** A command without its stamp, which the host adds. */
export type Request = Command extends infer C
  ? C extends Command
    ? Omit<C, 'at' | 'host'>
    : never
  : never

/** Events after which a turn may have nothing left to commit. */
const losesTurns: ReadonlySet<FirmEvent['type']> = new Set([
  'charter-adopted',
  'enactment-ended',
  'member-paused',
  'role-assigned',
  'takeover-begun',
])

/** A turn under way in this process. */
export interface RunningTurn {
  readonly stop: AbortController
  /** Whether it was stopped since it could commit nothing any more. */
  isLost: boolean
  /** Called with each premise that breaks while the mind thinks. */
  readonly told: Set<(sentence: string) => void>
}

/** What the kernel answered, and when that is durable; a book that stops rejects it. */
export interface Handed {
  readonly verdict: Verdict
  readonly durable: Promise<void>
}

/** With what a host acts: its book, and the number of its time of hosting. */
export interface Hosted {
  readonly book: Book
  readonly tenure: number
}

/** A firm that is open in this process. */
export class Host {
  readonly options: HostOptions
  readonly state: FirmState
  /** Who watches what, as their screens report it. */
  readonly attendance: Attendance
  /** When the leases of windows lapse unless they are heard of before, by visit. */
  readonly lapses: Map<string, Instant> = new Map()
  /** Who waits for what another window holds. */
  readonly wants: Set<Want> = new Set()
  /** What failed and is tried again. */
  readonly troubles: Troubles = openTroubles()
  readonly #book: Book
  readonly #tenure: number
  readonly #running = new Map<string, RunningTurn>()
  readonly #listeners = new Set<(events: readonly FirmEvent[]) => void>()
  readonly #stopListeners = new Set<(failure: BookStoppedError) => void>()
  readonly #started = new Set<string>()
  readonly #fenced = new WeakMap<EnvironmentPort, Promise<void>>()
  #closed = false

  constructor(options: HostOptions, state: FirmState, hosting: Hosted) {
    this.options = options
    this.attendance = openAttendance(options.clock)
    this.state = state
    this.#book = hosting.book
    this.#tenure = hosting.tenure
  }

  /** Whether it still acts. */
  get isOpen(): boolean {
    return !this.#closed && this.#book.failure === undefined
  }

  /**
   * Hands a command to the kernel. Resolves once every event that came of it is durable; throws where the
   * book has stopped, for then nobody knows what became of it.
   */
  async submit(request: Request): Promise<Verdict> {
    const { verdict, durable } = this.hand(request)
    await durable
    return verdict
  }

  /**
   * Hands a command to the kernel and answers at once, ahead of durability. Only what is gone with this process
   * may act on that answer; what it then hands over is durable together with this, or neither is.
   */
  hand(request: Request): Handed {
    if (!this.isOpen) throw new HostClosedError(this.options.name)
    const { clock, faults, name, recollection } = this.options
    const command = { ...request, at: clock.now(), host: name } as Command
    const verdict = handle(this.state, command)
    if (verdict.events.length === 0) return { verdict, durable: Promise.resolve() }
    faults.reach('host: before append')
    const { entries, durable } = this.#book.append(verdict.events.map(encodeEvent))
    for (const event of verdict.events) {
      if (event.type === 'message-sent' && event.effect !== undefined) {
        this.#started.add(event.effect)
      } else if (event.type === 'effect-settled') this.#started.delete(event.effect)
    }
    for (const [index, entry] of entries.entries()) {
      const event = verdict.events[index]
      if (event !== undefined) recollection.remember(event, entry.position)
    }
    const told = this.#tellOnce(durable, verdict.events, entries)
    // Whoever goes on ahead hears of a failure later, and perhaps after somebody else did.
    told.catch(() => undefined)
    return { verdict, durable: told }
  }

  /** Nobody hears of an event before it is durable. */
  async #tellOnce(
    durable: Promise<void>,
    events: readonly FirmEvent[],
    entries: readonly Entry[],
  ): Promise<void> {
    await durable.catch(() => this.#stopped())
    this.options.faults.reach('host: after append')
    for (const [index, entry] of entries.entries()) {
      const event = events[index]
      if (event !== undefined) this.options.told({ event, entry })
    }
    for (const event of events) this.#deliver(event)
    for (const listener of this.#listeners) listener(events)
  }

  /** Ledger time: the clock, or the last event where the clock was set back since. */
  now(): Instant {
    const { at } = this.state
    const clock = this.options.clock.now()
    return clock > at ? clock : at
  }

  /** The turns that could be opened now; people and windows take theirs by what they do. */
  dueTurns(): readonly DueTurn[] {
    return dueTurns(this.state, this.now()).filter(({ member }) => this.#takesTurns(member))
  }

  /** The first of them: as many as each member may open now, less those that are being opened. */
  nextTurns(isTaken: (due: DueTurn) => boolean): readonly DueTurn[] {
    const isWanted = (member: string): boolean => this.#takesTurns(member)
    return nextTurns(this.state, this.now(), { isWanted, isTaken })
  }

  /** Whether this turn could be opened now. */
  isDueTurn(due: DueTurn): boolean {
    return this.#takesTurns(due.member) && isDueTurn(this.state, this.now(), due)
  }

  #takesTurns(member: string): boolean {
    const mind = this.options.staff.minds.get(member)
    return mind !== undefined && !isLeftOpen(mind.kind)
  }

  /** The effects whose start is durable and whose receipt is outstanding. */
  dueEffects(): readonly DueEffect[] {
    const durable = this.#book.durable.position
    return dueEffects(this.state).filter(({ effect }) => effect.at <= durable)
  }

  /** The letters to other firms that are durable here and that nobody has acknowledged. */
  outbox(): readonly Letter[] {
    const durable = this.#book.durable.position
    return [...this.state.outbox.values()].filter(({ sent }) => sent <= durable)
  }

  /** Whether this process wrote the start of an effect; any other may have happened before. */
  hasStarted(effect: string): boolean {
    return this.#started.has(effect)
  }

  /** Shuts earlier hosts out of an environment that can tell them apart; once for each. */
  async fence(environment: EnvironmentPort): Promise<void> {
    const fenced = this.#fenced.get(environment) ?? environment.fence?.(this.#tenure)
    if (fenced === undefined) return
    this.#fenced.set(environment, fenced)
    // A fence that could not be raised is tried again by whoever comes next.
    fenced.catch(() => this.#fenced.delete(environment))
    await fenced
  }

  /** Registers a turn that runs here, so that breaks reach it. */
  begin(turn: string): RunningTurn {
    const running: RunningTurn = { stop: new AbortController(), isLost: false, told: new Set() }
    this.#running.set(turn, running)
    // Much may have happened while its worktree was made.
    this.#stopIfLost(turn, running)
    return running
  }

  /** Forgets a turn that no longer runs here. */
  finish(turn: string): void {
    this.#running.delete(turn)
  }

  /** Calls back after each batch that became durable, with its events; the answer ends it. */
  onChange(listener: (events: readonly FirmEvent[]) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Calls back once where the book stops: a write failed, or another host has written. */
  onStop(listener: (failure: BookStoppedError) => void): void {
    this.#stopListeners.add(listener)
  }

  /** Stops acting and waits until what was appended is durable. What runs is told to stop. */
  async close(): Promise<void> {
    this.#closed = true
    this.#abortTurns()
    await this.#book.settled().catch(() => undefined)
  }

  // What was not written is not known to anybody: whoever waits hears it, and the host acts no more.
  #stopped(): never {
    const failure = present(this.#book.failure, 'a book that refuses says why')
    for (const told of this.#stopListeners) told(failure)
    this.#stopListeners.clear()
    this.#abortTurns()
    throw failure
  }

  #abortTurns(): void {
    for (const { stop } of this.#running.values()) stop.abort()
  }

  #deliver(event: FirmEvent): void {
    if (event.type === 'break-told') {
      const sentence = `${event.path} changed (version ${event.to})`
      for (const turn of event.turns) {
        for (const told of this.#running.get(turn)?.told ?? []) told(sentence)
      }
    }
    if (!losesTurns.has(event.type)) return
    for (const [turn, running] of this.#running) this.#stopIfLost(turn, running)
  }

  // A turn that has nothing left to commit would only cost more.
  #stopIfLost(turn: string, running: RunningTurn): void {
    const open = this.state.turns.get(turn)
    if (open !== undefined && !isTurnLost(this.state, open)) return
    running.isLost = true
    running.stop.abort()
  }
}

/** The host no longer acts: it was closed, or another took over. */
export class HostClosedError extends FirmError {
  override readonly name = 'HostClosedError'

  constructor(host: string) {
    super('host-closed', `the host ${host} no longer acts for this firm`, {
      hint: 'Open the firm again; nothing that was acknowledged is lost.',
    })
  }
}
