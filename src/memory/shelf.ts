/** A shelf: values by name, some of them still lines of a snapshot, each read when it is first asked for. */
import { assert, present } from '../base/index.ts'

/** Reads the line of a value, as the shelf's own encoding wrote it. */
export type ReadLine<V> = (line: string) => V

/**
 * A map that opens fast: what was put there as a line is parsed when somebody asks for it, and most never is. The
 * order is that of a map, and whoever changes a value in place changes what is kept.
 */
export class Shelf<V extends object> {
  readonly #kept = new Map<string, V | string>()
  #read: ReadLine<V> | undefined

  /** Fills an empty shelf with the lines of its values, in their order. */
  fill(names: readonly string[], lines: readonly string[], read: ReadLine<V>): void {
    assert(this.#kept.size === 0 && names.length === lines.length, 'each line has its name')
    this.#read = read
    for (const [index, name] of names.entries()) this.#kept.set(name, lines[index] ?? '')
  }

  get size(): number {
    return this.#kept.size
  }

  has(name: string): boolean {
    return this.#kept.has(name)
  }

  get(name: string): V | undefined {
    const kept = this.#kept.get(name)
    if (typeof kept !== 'string') return kept
    const value = present(this.#read, 'who fills a shelf with lines says how they read')(kept)
    this.#kept.set(name, value)
    return value
  }

  set(name: string, value: V): void {
    this.#kept.set(name, value)
  }

  delete(name: string): void {
    this.#kept.delete(name)
  }

  keys(): MapIterator<string> {
    return this.#kept.keys()
  }

  *[Symbol.iterator](): Generator<readonly [string, V]> {
    for (const name of this.#kept.keys()) yield [name, present(this.get(name), 'it is kept')]
  }

  /** Every value as a line; what nobody asked for stays as it was. */
  lines(): readonly string[] {
    return [...this.#kept.values()].map((kept) =>
      typeof kept === 'string' ? kept : JSON.stringify(kept),
    )
  }
}
