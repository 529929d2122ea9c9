/**
 * A host: the only loop that acts. It hands commands to the kernel, keeps what follows in the book, and lets
 * nobody hear of an event before it is durable (invariant 2). State may run ahead of durability; answers,
 * wakes and effects may not. Where the book stops, the host stops: its state is dropped and opened again.
 */
import { FirmError } from '../base/index.ts'
import {
  type Command,
  dueEffects,
  type DueEffect,
  type DueTurn,
  dueTurns,
  type FirmEvent,
  type FirmState,
  handle,
  type Verdict,
} from '../kernel/index.ts'
import type { Book } from '../ledger/index.ts'
import { encodeEvent } from './event-line.ts'
import type { HostOptions } from './host-options.ts'

/** A command without its stamp, which the host adds. */
export type Request = Command extends infer C
  ? C extends Command
    ? Omit<C, 'at' | 'host'>
    : never
  : never

/** A turn under way in this process. */
export interface RunningTurn {
  readonly stop: AbortController
  /** Called with each premise that breaks while the mind thinks. */
  readonly told: Set<(sentence: string) => void>
}

/** A firm that is open in this process. */
export class Host {
  readonly options: HostOptions
  readonly state: FirmState
  readonly #book: Book
  readonly #running = new Map<string, RunningTurn>()
  readonly #listeners = new Set<() => void>()
  #closed = false

  constructor(options: HostOptions, state: FirmState, book: Book) {
    this.options = options
    this.state = state
    this.#book = book
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
    if (!this.isOpen) throw new HostClosedError(this.options.name)
    const { clock, faults, name, recollection } = this.options
    const command = { ...request, at: clock.now(), host: name } as Command
    const verdict = handle(this.state, command)
    if (verdict.events.length === 0) return verdict
    faults.reach('host: before append')
    const { entries, durable } = this.#book.append(verdict.events.map(encodeEvent))
    for (const [index, entry] of entries.entries()) {
      const event = verdict.events[index]
      if (event !== undefined) recollection.remember(event, entry.position)
    }
    await durable
    faults.reach('host: after append')
    for (const [index, entry] of entries.entries()) {
      const event = verdict.events[index]
      if (event !== undefined) this.options.told({ event, entry })
    }
    for (const event of verdict.events) this.#deliver(event)
    for (const listener of this.#listeners) listener()
    return verdict
  }

  /** The turns that could be opened now; people take theirs by a verb. */
  dueTurns(): readonly DueTurn[] {
    const { minds } = this.options.staff
    return dueTurns(this.state).filter(({ member }) => {
      const mind = minds.get(member)
      return mind !== undefined && mind.kind !== 'person'
    })
  }

  /** The effects whose start is durable and whose receipt is outstanding. */
  dueEffects(): readonly DueEffect[] {
    const durable = this.#book.durable.position
    return dueEffects(this.state).filter(({ effect }) => effect.at <= durable)
  }

  /** Registers a turn that runs here, so that breaks reach it. */
  begin(turn: string): RunningTurn {
    const running: RunningTurn = { stop: new AbortController(), told: new Set() }
    this.#running.set(turn, running)
    return running
  }

  /** Forgets a turn that no longer runs here. */
  finish(turn: string): void {
    this.#running.delete(turn)
  }

  /** Calls back after each batch that became durable; the answer ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Stops acting and waits until what was appended is durable. What runs is told to stop. */
  async close(): Promise<void> {
    this.#closed = true
    for (const { stop } of this.#running.values()) stop.abort()
    await this.#book.settled().catch(() => undefined)
  }

  #deliver(event: FirmEvent): void {
    if (event.type === 'break-told') {
      const sentence = `${event.path} changed (version ${event.to})`
      for (const turn of event.turns) {
        for (const told of this.#running.get(turn)?.told ?? []) told(sentence)
      }
    }
    if (event.type === 'enactment-ended' || event.type === 'member-paused') this.#stopStale()
  }

  // A turn whose enactment ended, or whose member paused, has nothing left to commit.
  #stopStale(): void {
    for (const [turn, { stop }] of this.#running) {
      const open = this.state.turns.get(turn)
      const member = this.state.members.get(open?.member ?? '')
      const gone =
        open === undefined || (open.enactment !== '' && !this.state.open.has(open.enactment))
      if (gone || this.state.paused || member?.paused === true) stop.abort()
    }
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
