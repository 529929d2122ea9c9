/** What a standing fact bears on, read from its path alone: the whole firm, or the places that its steps name. */

/** The whole firm, or the steps that a place must have. */
export type Scope =
  | { readonly kind: 'firm' }
  | { readonly kind: 'steps'; readonly path: string; readonly steps: readonly string[] }

/** A file or folder, with the names by which each of its steps may be called. */
export interface Place {
  readonly path: string
  readonly names: readonly ReadonlySet<string>[]
}

/** Topics that are about everything. */
const wholeTopics: ReadonlySet<string> = new Set(['', 'all', '*', '.'])

const goalRoot = 'goal'

/** Whether a standing fact is a goal. All work under every goal. */
export const isGoal = (standingPath: string): boolean =>
  standingPath === goalRoot || standingPath.startsWith(`${goalRoot}/`)

/** The scope of a standing fact: the first step says what kind of fact it is, the rest what it is about. */
export const scopeOfStanding = (standingPath: string): Scope => {
  const cut = standingPath.indexOf('/')
  const topic = cut < 0 ? '' : trimmed(standingPath.slice(cut + 1))
  if (isGoal(standingPath) || wholeTopics.has(topic.toLowerCase())) return { kind: 'firm' }
  return { kind: 'steps', path: topic, steps: topic.toLowerCase().split('/') }
}

/** A path as a place; the empty path is the folder of everything. */
export const placeOf = (path: string): Place => {
  const clean = trimmed(path)
  return { path: clean, names: clean === '' ? [] : clean.split('/').map(namesOf) }
}

// A file is called by its name, and by its stem: `build.config.mjs` is `build` and `build.config` too.
const namesOf = (step: string): ReadonlySet<string> => {
  const name = step.toLowerCase()
  const bare = name.replace(/^\.+/, '')
  const [first = ''] = bare.split('.')
  const last = bare.slice(0, Math.max(bare.lastIndexOf('.'), 0))
  return new Set([name, bare, first, last].filter((one) => one !== ''))
}

const trimmed = (path: string): string => path.replace(/^(\.?\/)+/, '').replace(/\/+$/, '')

/**
 * Whether a scope bears on a place: it is the whole firm's; or the place lies above it; or the place has all of its
 * steps, in their order. A path that covers the place has them, and so has `scripts/build.mjs` the step `build`.
 * Decision 0064 says what that finds too much, and what it misses.
 */
export const bearsOn = (scope: Scope, place: Place): boolean => {
  if (scope.kind === 'firm') return true
  if (place.path === '' || scope.path.startsWith(`${place.path}/`)) return true
  let next = 0
  for (const names of place.names) {
    if (names.has(scope.steps[next] ?? '')) next += 1
    if (next === scope.steps.length) return true
  }
  return false
}
