/** What a simulated firm is judged by: its ledger by the oracle, its environments by what happened in them, its host by replay. */
import type { Json } from '../base/index.ts'
import { decodeEvent, type Host } from '../host/index.ts'
import { emptyState, encodeState, evolve, type FirmEvent } from '../kernel/index.ts'
import { type Breach, breachesOf, type Foresights } from './ledger-oracle.ts'
import { namesContent } from './private-facts.ts'
import type { SimulatedDisk } from './simulated-disk.ts'
import type { SimulatedEnvironment } from './simulated-environment.ts'

/** What a simulation leaves. */
export interface Remains {
  readonly disk: SimulatedDisk
  readonly environments: ReadonlyMap<string, SimulatedEnvironment>
  /** The host that lives in the end, if one does. */
  readonly live: Host | undefined
  readonly foresights: Foresights
}

/** Every breach that can be seen afterwards. */
export const judgedAfter = (remains: Remains): readonly Breach[] => {
  const events = remains.disk.cached.entries.map((entry) => decodeEvent(entry.body))
  const ofLedger = breachesOf(events, remains.foresights)
  const isUnreadable = ofLedger.some(({ invariant }) => invariant === 3)
  return [
    ...ofLedger,
    ...judgeEffects(remains, events.length),
    ...(isUnreadable ? [] : judgeReplay(remains, events)),
  ]
}

const judgeEffects = ({ environments }: Remains, position: number): readonly Breach[] =>
  [...environments].flatMap(([name, environment]) =>
    [...environment.effects().values()].flatMap(({ order, happened }) => {
      const told = `${order.verb} in ${name} was told a name of content`
      const often = `${order.verb} in ${name} happened ${happened} times`
      return [
        ...(order.values.some(namesContent) ? [{ invariant: 12, position, what: told }] : []),
        ...(happened > 1 ? [{ invariant: 7, position, what: often }] : []),
      ]
    }),
  )

const judgeReplay = ({ live }: Remains, events: readonly FirmEvent[]): readonly Breach[] => {
  if (live?.state.position !== events.length) return []
  const replayed = emptyState()
  for (const event of events) evolve(replayed, event)
  const [again, lived]: readonly Json[] = [
    JSON.parse(encodeState(replayed)),
    JSON.parse(encodeState(live.state)),
  ]
  const differs = firstDifference(again ?? null, lived ?? null)
  const what = `replay and life differ at ${differs}`
  return differs === undefined ? [] : [{ invariant: 3, position: events.length, what }]
}

/** The path of the first place where two JSON values differ, with both values. */
const firstDifference = (a: Json, b: Json, at = ''): string | undefined => {
  if (JSON.stringify(a) === JSON.stringify(b)) return undefined
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return `${at}: ${JSON.stringify(a)} and ${JSON.stringify(b)}`
  }
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))]
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const found = firstDifference(left.get(name) ?? null, right.get(name) ?? null, `${at}/${name}`)
    if (found !== undefined) return found
  }
  return at
}
