/** The book: one writer's view of a ledger. It chains events at once and commits them in groups. */
import { assert, FirmError, type Hash } from '../base/index.ts'
import { type Anchor, anchorAfter, chainBodies, type Entry } from './entry.ts'
import type { ReadOptions, Store } from './store.ts'

/** What an append answers at once, and later. */
export interface Appending {
  /** The events with their places, in the order of the call. */
  readonly entries: readonly Entry[]
  /** Resolves once all of them are durable; rejects with BookStoppedError when they never will be. */
  readonly durable: Promise<void>
}

/** How a book groups its commits. */
export interface BookOptions {
  /** Waits for more callers before a commit; by default until the turn of the event loop is over. */
  readonly gather?: () => Promise<void>
  /** How many entries one commit holds at most, the events of one call never being parted. */
  readonly commitCountMax?: number
}

interface Waiting {
  readonly entries: readonly Entry[]
  readonly settle: (failure: BookStoppedError | undefined) => void
}

const untilTurnIsOver = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

/** Opens the book at the end of a store's ledger. */
export const openBook = async (store: Store, options: BookOptions = {}): Promise<Book> =>
  new Book(store, await store.tip(), options)

/**
 * A book that is open. Invariant 2 is kept here: `durable` resolves only after the store's append has. After one failed
 * append nothing that followed is written, and the book must be opened again.
 */
export class Book {
  readonly #store: Store
  readonly #gather: () => Promise<void>
  readonly #commitCountMax: number
  #tip: Anchor
  #durable: Anchor
  #waiting: Waiting[] = []
  #writing: Promise<void> | undefined
  #failure: BookStoppedError | undefined

  constructor(store: Store, tip: Anchor, options: BookOptions) {
    this.#store = store
    this.#tip = tip
    this.#durable = tip
    this.#gather = options.gather ?? untilTurnIsOver
    this.#commitCountMax = options.commitCountMax ?? 4096
  }

  /** The last position given out, durable or not. */
  get position(): number {
    return this.#tip.position
  }

  /** The hash at `position`. */
  get hash(): Hash {
    return this.#tip.hash
  }

  /** The last place known to be durable. */
  get durable(): Anchor {
    return this.#durable
  }

  /** Why the book stopped; absent while it is open. */
  get failure(): BookStoppedError | undefined {
    return this.#failure
  }

  /** Appends events, given as canonical JSON, at least one; they are committed together. Throws once the book has stopped. */
  append(bodies: readonly string[]): Appending {
    if (this.#failure !== undefined) throw this.#failure
    assert(bodies.length > 0, 'an append has at least one event')
    const entries = chainBodies(this.#tip, bodies)
    this.#tip = anchorAfter(this.#tip, entries)
    const durable = new Promise<void>((resolve, reject) => {
      const settle = (failure: BookStoppedError | undefined): void =>
        failure === undefined ? resolve() : reject(failure)
      this.#waiting.push({ entries, settle })
    })
    // The failure also stands in `failure` and in every later append, so nobody has to listen here.
    durable.catch(() => undefined)
    this.#writing ??= this.#write()
    return { entries, durable }
  }

  /** Reads what is durable after a position. */
  read(after: number, options: ReadOptions = {}): AsyncIterable<readonly Entry[]> {
    const through = Math.min(options.through ?? this.#durable.position, this.#durable.position)
    return this.#store.read(after, { ...options, through })
  }

  /** Resolves once everything appended so far is durable; rejects when the book has stopped. */
  async settled(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing
    if (this.#failure !== undefined) throw this.#failure
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0 && this.#failure === undefined) {
      await this.#gather()
      const group = this.#takeGroup()
      const failure = await this.#commit(group)
      this.#failure = failure
      const settled = failure === undefined ? group : [...group, ...this.#waiting.splice(0)]
      for (const waiting of settled) waiting.settle(failure)
    }
    this.#writing = undefined
  }

  #takeGroup(): Waiting[] {
    let taken = 0
    let count = 0
    for (const { entries } of this.#waiting) {
      if (taken > 0 && count + entries.length > this.#commitCountMax) break
      count += entries.length
      taken += 1
    }
    return this.#waiting.splice(0, taken)
  }

  async #commit(group: readonly Waiting[]): Promise<BookStoppedError | undefined> {
    const entries = group.flatMap((waiting) => waiting.entries)
    const expected = this.#durable.position
    try {
      const outcome = await this.#store.append(expected, entries)
      if (!outcome.ok)
        return new BookStoppedError('book-fenced', expected, { reason: outcome.message })
      this.#durable = anchorAfter(this.#durable, entries)
      return undefined
    } catch (cause) {
      return new BookStoppedError('append-failed', expected, { reason: reasonOf(cause), cause })
    }
  }
}

const reasonOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause)

/** An append failed, so the book holds what the ledger may not: it must be opened again. */
export class BookStoppedError extends FirmError {
  override readonly name = 'BookStoppedError'
  /** The last position known to be durable when it stopped. */
  readonly position: number

  constructor(
    code: 'book-fenced' | 'append-failed',
    position: number,
    { reason, cause }: { readonly reason: string; readonly cause?: unknown },
  ) {
    super(code, `the book stopped after position ${position}: ${reason}`, {
      hint:
        code === 'book-fenced'
          ? 'Another host writes this ledger; drop the state and open the book again.'
          : hintOf(cause),
      data: { position },
      cause,
    })
    this.position = position
  }
}

const hintOf = (cause: unknown): string => {
  const reopen = 'Then drop the state and open the book again: what was acknowledged is there.'
  return cause instanceof FirmError && cause.hint !== undefined
    ? `${cause.hint} ${reopen}`
    : 'Drop the state and open the book again: what was acknowledged is there.'
}
