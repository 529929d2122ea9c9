/** Judges what a firm left after its crashes: nothing acknowledged lost, nothing twice, only the right things in doubt. */
import type { FirmEvent } from '../../src/kernel/index.ts'
import { breachesOf } from '../../src/testing/ledger-oracle.ts'
import type { Aftermath } from './aftermath.ts'
import type { Life } from './life.ts'

/** Everything that is wrong, as sentences; none where all is well. */
export const faultsIn = (
  left: Aftermath,
  lives: readonly Life[],
  reference: Aftermath,
): readonly string[] => [
  ...(left.chainFits ? [] : ['the chain does not fit']),
  ...lostOf(left, lives),
  ...repeatedOf(left),
  ...unmatchedOf(left),
  ...wrongDoubts(left),
  ...breachesOf(left.events).map(
    ({ invariant, position, what }) => `invariant ${invariant} at ${position}: ${what}`,
  ),
  ...differencesOf(left, reference),
]

const lostOf = ({ hashes }: Aftermath, lives: readonly Life[]): readonly string[] =>
  lives.flatMap(({ name, acknowledged }) =>
    [...acknowledged]
      .filter(([position, hash]) => hashes[position - 1] !== hash)
      .map(([position]) => `${name} was told of position ${position}, and it is not there`),
  )

const repeatedOf = ({ merged, reverted, rung, chained, events }: Aftermath): readonly string[] => {
  const settled = receiptsOf(events)
  const undone = ofType(events, 'undo-settled').map(({ effect }) => `undone receipt ${effect}`)
  const all = [
    ...merged.map((key) => `merge ${key}`),
    ...reverted.map((key) => `revert ${key}`),
    ...rung.map((key) => `ring ${key}`),
    ...settled,
    ...undone,
  ]
  return [
    ...all.filter((one, index) => all.indexOf(one) !== index).map((one) => `${one} is there twice`),
    ...spentTwice(chained),
  ]
}

/** Receipts, each with how often it had been taken back before: what fell may be given once more. */
const receiptsOf = (events: readonly FirmEvent[]): readonly string[] => {
  const fallen = new Map<string, number>()
  const nameOf = (enactment: string, message: string): string => `${message} of ${enactment}`
  return events.flatMap((event) => {
    if (event.type === 'fact-retracted') {
      const name = nameOf(event.enactment, event.fact)
      fallen.set(name, (fallen.get(name) ?? 0) + 1)
    }
    if (event.type !== 'effect-settled') return []
    const again = fallen.get(nameOf(event.enactment, event.message)) ?? 0
    return [`receipt ${event.effect} after ${again} falls`]
  })
}

// A transaction may come in again once it fell out, and not before.
const spentTwice = (chained: readonly string[]): readonly string[] => {
  const held = new Set<string>()
  return chained.flatMap((line) => {
    const [word, key = ''] = line.split(' ')
    const isTwice = word === 'in' && held.has(key)
    if (word === 'in') held.add(key)
    else held.delete(key)
    return isTwice ? [`transaction ${key} came in while it was in`] : []
  })
}

// What the world shows and what the ledger has receipts for is the same, but for what is in doubt.
const unmatchedOf = ({ merged, reverted, rung, chained, events }: Aftermath): readonly string[] => {
  const doubted = new Set(ofType(events, 'effect-doubted').map(({ effect }) => effect))
  const done = ofType(events, 'effect-settled').filter(({ outcome }) => outcome === 'done')
  const receipts = new Set(done.map(({ effect }) => effect))
  const undone = new Set(ofType(events, 'undo-settled').map(({ effect }) => effect))
  const merges = done.filter(({ message }) => ['apply', 'land'].includes(message))
  const locks = done.filter(({ message }) => message === 'lock')
  const rings = done.filter(({ message }) =>
    ['first', 'second', 'announce', 'reserve'].includes(message),
  )
  return [
    ...merged.filter((key) => !receipts.has(key)).map((key) => `merge ${key} has no receipt`),
    ...merges
      .filter(({ effect }) => !merged.includes(effect))
      .map(({ effect }) => `receipt ${effect} has no merge`),
    ...reverted.filter((key) => !undone.has(key)).map((key) => `revert ${key} has no receipt`),
    ...rung
      .filter((key) => !key.startsWith('undone') && !receipts.has(key) && !doubted.has(key))
      .map((key) => `ring ${key} has no receipt`),
    ...rings
      .filter(({ effect }) => !rung.includes(effect))
      .map(({ effect }) => `receipt ${effect} has no ring`),
    ...locks
      .filter(({ effect }) => !chained.includes(`in ${effect}`))
      .map(({ effect }) => `receipt ${effect} has no transaction`),
  ]
}

// In doubt is what was started by one host and found by another, in an environment that cannot tell.
const wrongDoubts = ({ events }: Aftermath): readonly string[] =>
  ofType(events, 'effect-doubted').flatMap((doubt) => {
    const start = ofType(events, 'message-sent').find(({ effect }) => effect === doubt.effect)
    if (doubt.message !== 'second') return [`${doubt.message} can be asked about, and is in doubt`]
    return start?.host === doubt.host ? [`${doubt.message} is in doubt without a crash`] : []
  })

const differencesOf = (left: Aftermath, reference: Aftermath): readonly string[] => {
  const isInDoubt = ofType(left.events, 'effect-doubted').length > 0
  const [is, ought] = [left, reference].map(summaryOf)
  if (is === ought || isInDoubt) return []
  return [`it ended as ${is}, and without a crash as ${ought}`]
}

const summaryOf = ({ events, tree, files, chained, state }: Aftermath): string =>
  JSON.stringify({
    ended: ofType(events, 'enactment-ended')
      .map(({ enactment, as }) => `${enactment} ${as}`)
      .toSorted(),
    standing: [...state.standing].map(([path, { value, version }]) => [path, value, version]),
    tree,
    files,
    chained,
  })

const ofType = <T extends FirmEvent['type']>(
  events: readonly FirmEvent[],
  type: T,
): readonly (FirmEvent & { readonly type: T })[] =>
  events.filter((event): event is FirmEvent & { readonly type: T } => event.type === type)
