/** Standing facts: the paths a turn rests on, and which of its premises still stand. */
import { isJsonObject, type Json } from '../base/index.ts'
import { parseReference } from '../ledger/index.ts'
import type { UnderForm } from '../protocol/index.ts'
import type { Premise } from './event.ts'
import { markOf, noteMark } from './readiness.ts'
import type { FirmState, StandingFact } from './state.ts'

/** The premise that stands for a scope's set of keys. */
const wholeScope = '/*'

/** The scope of a path: all but its last step. */
export const scopeOf = (path: string): string => {
  const cut = path.lastIndexOf('/')
  return cut < 0 ? path : path.slice(0, cut)
}

/** The paths of the standing facts below a scope, at any depth, in the order in which they came. */
export const standingBelow = (state: FirmState, scope: string): readonly string[] =>
  state.below.get(scope) ?? []

/** Keeps a standing fact; a new path is noted under each scope above it. */
export const keepStanding = (state: FirmState, fact: StandingFact): void => {
  const { path } = fact
  if (!state.standing.has(path)) {
    for (let cut = path.indexOf('/'); cut >= 0; cut = path.indexOf('/', cut + 1)) {
      const scope = path.slice(0, cut)
      const paths = state.below.get(scope)
      if (paths === undefined) state.below.set(scope, [path])
      else paths.push(path)
    }
  }
  state.standing.set(path, fact)
  noteMark(state.readiness, markOf('path', path))
}

/** The value at a dotted path into a fact, or undefined where it leads nowhere. */
export const valueAt = (
  facts: (name: string) => Json | undefined,
  path: string,
): Json | undefined => {
  const [name = '', ...steps] = path.split('.')
  let value = facts(name)
  for (const step of steps) {
    if (!isJsonObject(value)) return undefined
    value = value[step]
  }
  return value
}

/** Whether a path leads into a value that stands in content, or is one. */
export const standsInContent = (
  facts: (name: string) => Json | undefined,
  path: string,
): boolean => {
  const steps = path.split('.')
  return steps.some(
    (_step, index) =>
      parseReference(valueAt(facts, steps.slice(0, index + 1).join('.'))) !== undefined,
  )
}

/**
 * Fills `{fact.field}` in a template such as `decision/{spec.area}`; undefined while a fact is unbound.
 * A list gives one path for each item.
 */
export const fillPaths = (
  template: string,
  facts: (name: string) => Json | undefined,
): readonly string[] | undefined => {
  let paths: string[] = ['']
  for (const piece of template.split(/(\{[^}]+\})/)) {
    if (!piece.startsWith('{')) {
      paths = paths.map((path) => path + piece)
      continue
    }
    const value = valueAt(facts, piece.slice(1, -1))
    if (value === undefined) return undefined
    const items = Array.isArray(value) ? value : [value]
    paths = paths.flatMap((path) => items.map((item) => path + pathStep(item)))
  }
  return paths
}

const pathStep = (value: Json): string =>
  typeof value === 'string' ? value : JSON.stringify(value)

/** The version of a standing path; 0 is its absence. */
export const versionOf = (state: FirmState, path: string): number =>
  path.endsWith(wholeScope)
    ? (state.scopes.get(path.slice(0, -wholeScope.length)) ?? 0)
    : (state.standing.get(path)?.version ?? 0)

/**
 * The premises that a turn is given: the protocol's `under` entries as far as its facts fill them.
 * A plain scope gives the fact of that name and every fact below it; what is absent counts as version 0.
 */
export const givenPremises = (
  state: FirmState,
  under: readonly UnderForm[],
  facts: (name: string) => Json | undefined,
): readonly Premise[] => {
  const given = new Map<string, number>()
  for (const entry of under) {
    for (const path of fillPaths(entry.scope, facts) ?? []) {
      given.set(path, versionOf(state, path))
      for (const below of standingBelow(state, path)) given.set(below, versionOf(state, below))
      if (entry.all) given.set(path + wholeScope, versionOf(state, path + wholeScope))
    }
  }
  return [...given].map(([path, version]) => ({ path, version }))
}

/** The premises that no longer stand, each with the version that stands now. */
export const brokenPremises = (
  state: FirmState,
  premises: readonly Premise[],
): readonly Premise[] =>
  premises.flatMap(({ path, version }) => {
    const now = versionOf(state, path)
    return now === version ? [] : [{ path, version: now }]
  })

/** The premises with those replaced of which the turn took note. */
export const withNoted = (
  premises: readonly Premise[],
  noted: readonly Premise[],
): readonly Premise[] => {
  const newest = new Map(premises.map(({ path, version }) => [path, version]))
  for (const { path, version } of noted) newest.set(path, version)
  return [...newest].map(([path, version]) => ({ path, version }))
}

/** The standing facts that an enactment bound and that still stand, each with the version that takes it back. */
export const standingBy = (
  state: FirmState,
  enactment: string,
  facts: readonly string[],
): readonly Premise[] =>
  [...state.standing.values()]
    .filter((one) => one.enactment === enactment && !one.retracted && facts.includes(one.fact))
    .map(({ path, version }) => ({ path, version: version + 1 }))
