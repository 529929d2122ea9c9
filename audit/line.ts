/** One line of `firm log --json`, as the audit reads it. Nothing here comes from the program's own sources. */

/** A JSON value. */
export type Value =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | { readonly [name: string]: Value }

/** A standing fact at a version. */
export interface Premise {
  readonly path: string
  readonly version: number
}

/** An event of the ledger. */
export interface Line {
  readonly position: number
  readonly at: number
  readonly type: string
  readonly enactment: string | null
  readonly message: string | null
  readonly by: string | null
  readonly host: string | null
  readonly facts: { readonly [name: string]: Value }
  readonly premises: readonly Premise[]
  readonly hash: string
  readonly more: { readonly [name: string]: Value }
}

/** The lines of an output; whatever is not a line with a position and a type is a fault of its own. */
export const parseLines = (output: string): readonly Line[] =>
  output
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => {
      const line = JSON.parse(text) as Line
      if (typeof line.position !== 'number' || typeof line.type !== 'string') {
        throw new Error(`no line of a log: ${text.slice(0, 80)}`)
      }
      return line
    })

/** A text of a record; empty where there is none. */
export const textIn = (
  record: { readonly [name: string]: Value } | undefined,
  name: string,
): string => {
  const value = record?.[name]
  return typeof value === 'string' ? value : ''
}

/** Names in a list of texts. */
export const namesIn = (value: Value | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : []

/** A record inside a record; empty where there is none. */
export const recordIn = (
  record: { readonly [name: string]: Value } | undefined,
  name: string,
): { readonly [name: string]: Value } => {
  const value = record?.[name]
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: Value })
    : {}
}
