/** What a message may wait for besides single facts: everybody's answer, or enough of them. */

/** Every member of a role set, or every part, has bound this. */
export interface All<Path extends string = string> {
  readonly all: Path
}

/** So many members of a role set, or parts, have bound this. */
export interface Quorum<Path extends string = string> {
  readonly quorum: Path
  readonly count: number
}

/** What stands in `in`, `not` and `never`: a path such as `verdict.meets`, `all` or `quorum`. */
export type Reading<Path extends string = string> = Path | All<Path> | Quorum<Path>

/**
 * Waits until nobody of the set is open: `all('answer.bid')`. In `under` it names a whole scope:
 * a turn then rests on the scope's set of keys too.
 */
export const all = <const Path extends string>(path: Path): All<Path> => ({ all: path })

/** Waits for so many of the set: `quorum(3, 'ballot.yes')`. */
export const quorum = <const Path extends string>(count: number, path: Path): Quorum<Path> => ({
  quorum: path,
  count,
})
