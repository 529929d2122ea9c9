/** Standing facts as events bind them: which version stands under a path, and how many keys a scope has. */
import type { Premise } from '../../kernel/index.ts'

/** The versions that stand. */
export interface Standings {
  /** By path; what was taken back leaves a version too. */
  readonly versions: Map<string, number>
  /** By scope: how many paths lie in it. */
  readonly keyCounts: Map<string, number>
  /** By path: the enactment and the fact that bound what stands there. */
  readonly binders: Map<string, { readonly enactment: string; readonly fact: string }>
}

/** The version of a path, or of the set of keys that `scope/*` names; 0 is absence. */
export const standingVersion = ({ versions, keyCounts }: Standings, path: string): number =>
  path.endsWith('/*') ? (keyCounts.get(path.slice(0, -2)) ?? 0) : (versions.get(path) ?? 0)

/** Notes what an event binds, or takes back. */
export const bindStanding = (
  standings: Standings,
  enactment: string,
  bound: readonly (Premise & { readonly fact?: string })[],
): void => {
  const { versions, keyCounts, binders } = standings
  for (const { path, version, fact } of bound) {
    const cut = path.lastIndexOf('/')
    const scope = cut < 0 ? path : path.slice(0, cut)
    if (!versions.has(path)) keyCounts.set(scope, (keyCounts.get(scope) ?? 0) + 1)
    versions.set(path, version)
    if (fact !== undefined) binders.set(path, { enactment, fact })
  }
}
