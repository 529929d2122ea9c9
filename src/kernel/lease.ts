/** Leases: resources held by the root of an enactment, all named ones or none. */
import type { Json, JsonObject } from '../base/index.ts'
import type { ProtocolForm } from '../protocol/index.ts'
import type { Enactment } from './enactment.ts'
import { valueAt } from './standing.ts'
import { noteLease } from './readiness.ts'
import type { FirmState } from './state.ts'
import { wakeHolders } from './wake.ts'

/** What of the firm says who holds what. */
type Held = Pick<FirmState, 'leases' | 'held'>

/** The resources that a lease path names: `repo:src/a.ts` for each path in the fact. */
export const resourcesOf = (
  enactment: Enactment,
  message: string,
  facts: (name: string) => Json | undefined,
): readonly string[] => {
  const { lease } = enactment.machine.form.messages[message] ?? {}
  if (lease === undefined) return []
  const value = valueAt(facts, lease)
  const paths = Array.isArray(value) ? value : value === undefined ? [] : [value]
  return resourcesAt(enactment.machine.form, paths.map(String))
}

/** The resources of these paths in the environment of a protocol: the first that it names. */
export const resourcesAt = (
  { environments }: Pick<ProtocolForm, 'environments'>,
  paths: readonly string[],
): readonly string[] => {
  const environment = Object.keys(environments)[0] ?? 'firm'
  return [...new Set(paths.map((path) => `${environment}:${trimmed(path)}`))].toSorted()
}

/**
 * What a delivery touches: the resources it takes that are free, and who of those that began earlier holds others.
 * Whoever began later is not waited for, so that two deliveries never wait for one another; what then no longer
 * merges comes back as a round that carries the conflict.
 */
export const touchedBy = (
  state: FirmState,
  enactment: Enactment,
  paths: readonly string[],
): { readonly takes: readonly string[]; readonly waitsFor: string | undefined } => {
  const { root } = enactment
  const taken = resourcesAt(enactment.machine.form, paths).map((resource) => ({
    resource,
    holder: leaseHolder(state, root, [resource])?.root,
  }))
  const beganAt = (name: string): number => state.open.get(name)?.openedAt ?? 0
  return {
    takes: taken.flatMap(({ resource, holder }) => (holder === undefined ? [resource] : [])),
    waitsFor: taken.find(({ holder }) => holder !== undefined && beganAt(holder) < beganAt(root))
      ?.resource,
  }
}

/** Notes that the root holds a resource. */
export const takeLease = (state: FirmState, resource: string, root: string): void => {
  state.leases.set(resource, root)
  noteLease(state.readiness, resource, root)
  const held = state.held.get(root)
  if (held === undefined) state.held.set(root, [resource])
  else held.push(resource)
}

/** Frees what a root holds and wakes who may wait for it. */
export const freeLeases = (state: FirmState, root: string): void => {
  let freed = false
  for (const resource of state.held.get(root) ?? []) {
    // What the operator lifted may be another's by now.
    if (state.leases.get(resource) !== root) continue
    dropLease(state, resource, root)
    freed = true
  }
  state.held.delete(root)
  if (freed) wakeLeasing(state)
}

const dropLease = (state: FirmState, resource: string, root: string): void => {
  state.leases.delete(resource)
  noteLease(state.readiness, resource, root)
}

/** Frees what the operator lifted, whoever holds it, and wakes who may wait for it. */
export const liftLeases = (state: FirmState, resources: readonly string[]): void => {
  for (const resource of resources) {
    const root = state.leases.get(resource)
    if (root !== undefined) dropLease(state, resource, root)
  }
  wakeLeasing(state)
}

// Everybody where a lease may be waited for.
const wakeLeasing = (state: FirmState): void => {
  for (const name of state.leasing) {
    const enactment = state.open.get(name)
    if (enactment !== undefined) wakeHolders(state, enactment)
  }
}

/** Notes whether an enactment has a message ahead that takes a lease. */
export const noteLeasing = (state: FirmState, enactment: Enactment): void => {
  const awaits = enactment.machine.leases.some(({ name }) => !enactment.sent.has(name))
  if (awaits) state.leasing.add(enactment.id)
  else state.leasing.delete(enactment.id)
}

// A folder covers all below it, so that `src/` and `src` are one resource.
const trimmed = (path: string): string => path.replace(/^(\.\/)+/, '').replace(/\/+$/, '')

const covers = (outer: string, inner: string): boolean =>
  outer === inner ||
  inner.startsWith(`${outer}/`) ||
  (outer.endsWith(':') && inner.startsWith(outer))

/** The root that holds something that overlaps these resources, other than the asker's own. */
export const leaseHolder = (
  state: Pick<FirmState, 'leases'>,
  root: string,
  resources: readonly string[],
): { readonly root: string; readonly resource: string } | undefined => {
  for (const [held, holder] of state.leases) {
    if (holder === root) continue
    if (resources.some((wanted) => covers(held, wanted) || covers(wanted, held))) {
      return { root: holder, resource: held }
    }
  }
  return undefined
}

/**
 * Whether the root would take more while it holds others, which nobody may. What it holds already is not taken again:
 * a round goes on with what its chain has leased and touched.
 */
export const takesBesides = (state: Held, root: string, resources: readonly string[]): boolean => {
  const held = heldBy(state, root)
  const isOther = (one: string): boolean => !resources.includes(one)
  const isNew = (wanted: string): boolean => !held.some((one) => covers(one, wanted))
  return held.some(isOther) && resources.some(isNew)
}

/** The resources that a root holds, sorted. What the operator lifted may be another's by now. */
export const heldBy = (state: Held, root: string): readonly string[] =>
  [...new Set(state.held.get(root))].filter((one) => state.leases.get(one) === root).toSorted()

/** The paths that a root holds, without the environment's name; empty for an environment that it holds whole. */
export const leasedPaths = (state: FirmState, root: string): readonly string[] =>
  heldBy(state, root).map((resource) => resource.slice(resource.indexOf(':') + 1))

/** Who holds what a member waits for here, as a sentence. */
export const leaseHolderSentence = (
  state: FirmState,
  enactment: Enactment,
  { member, facts = {} }: { readonly member: string; readonly facts?: JsonObject },
): string => {
  for (const message of enactment.machine.leases) {
    const read = (name: string): Json | undefined => facts[name] ?? enactment.facts.get(name)?.value
    const held = leaseHolder(state, enactment.root, resourcesOf(enactment, message.name, read))
    if (held === undefined) continue
    const holders = [...(state.open.get(held.root)?.roles.values() ?? [])].map((one) => one.member)
    const who = holders.length === 0 ? held.root : `${held.root} (${holders.join(', ')})`
    return `${held.resource} is held by ${who}; ${member} is woken when it is free`
  }
  return `${enactment.id} holds other resources already`
}
