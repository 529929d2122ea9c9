/** The register: which positions bear a name, as one host sees it, with what the store's index does not hold yet. */
import { assert } from '../base/index.ts'
import type { Entry } from './entry.ts'
import type { Mark } from './marks.ts'
import type { Store } from './store.ts'

/** Tells which names an event bears, such as its enactment and the key that it uses. */
export type NamesOf = (entry: Entry) => readonly string[]

/** How many events are marked in one write while the index catches up. */
const catchUpCount = 10_000

/** Opens the register of a store at its end; what its index has not seen is read and added first. */
export const openRegister = async (store: Store, namesOf: NamesOf): Promise<Register> => {
  const register = new Register(store, await store.marks.position(), namesOf)
  for await (const entries of store.read(register.position, { batchCount: catchUpCount })) {
    for (const entry of entries) register.note(entry)
    await register.keep(register.position)
  }
  return register
}

/**
 * A register that is open. It belongs to one book: where the book stops, both are opened again, because notes of events
 * that never became durable are in it.
 */
export class Register {
  readonly #store: Store
  readonly #namesOf: NamesOf
  #kept: number
  #position: number
  #pending: Mark[] = []
  readonly #positions = new Map<string, number[]>()

  constructor(store: Store, position: number, namesOf: NamesOf) {
    this.#store = store
    this.#namesOf = namesOf
    this.#kept = position
    this.#position = position
  }

  /** Through which position every event has been noted. */
  get position(): number {
    return this.#position
  }

  /** How many marks wait to be kept. */
  get pendingCount(): number {
    return this.#pending.length
  }

  /** Notes the next event, durable or not. */
  note(entry: Entry): void {
    assert(entry.position === this.#position + 1, 'events are noted in order, each once')
    this.#position = entry.position
    for (const name of new Set(this.#namesOf(entry))) {
      this.#pending.push({ name, position: entry.position })
      const positions = this.#positions.get(name)
      if (positions === undefined) this.#positions.set(name, [entry.position])
      else positions.push(entry.position)
    }
  }

  /** The positions that bear a name, ascending, through a position that has been noted. */
  async find(name: string, through: number): Promise<readonly number[]> {
    assert(through <= this.#position, 'the register has seen what is asked for')
    const noted = this.#positions.get(name) ?? []
    const pending = noted.filter((position) => position > this.#kept && position <= through)
    // Both halves are taken at one instant, so that a `keep` under way neither hides nor doubles a position.
    const kept = await this.#store.marks.find(name, Math.min(through, this.#kept))
    return [...kept, ...pending]
  }

  /** Writes what was noted through a durable position into the store's index. Called now and then, for it costs a flush. */
  async keep(durable: number): Promise<void> {
    const through = Math.min(durable, this.#position)
    if (through <= this.#kept) return
    const marks = this.#pending.filter(({ position }) => position <= through)
    const kept = await this.#store.marks.add(this.#kept, through, marks)
    // Another host may have kept more or less of the same events; only what stands in the index is forgotten here.
    this.#kept = Math.min(kept, this.#position)
    this.#pending = this.#pending.filter(({ position }) => position > this.#kept)
    this.#positions.clear()
    for (const { name, position } of this.#pending) {
      this.#positions.set(name, [...(this.#positions.get(name) ?? []), position])
    }
  }
}
