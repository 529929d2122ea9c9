/** The checker: proves a protocol before it runs, or shows the shortest run that goes wrong. */
import { present } from '../../base/index.ts'
import type { ProtocolForm } from '../form.ts'
import { compile } from '../machine/compile.ts'
import type { Machine } from '../machine/machine.ts'
import { adviceOf } from './advice.ts'
import type { Sizes } from './home.ts'
import { judge, type Judgement } from './judge.ts'
import { statesMaxOf } from './limit.ts'
import { unreachable } from './out-of-reach.ts'
import { sizeLimits } from './symmetry.ts'
import type { CheckOptions, Finding, SmallerSize, Verdict } from './verdict.ts'
import { textFindings } from './wholeness.ts'

interface Sized extends Judgement {
  readonly sizes: Sizes
}

/** The largest sizes first, then each set smaller by one at a time with the others at their largest. */
const sizesToTry = (machine: Machine, options: CheckOptions): Sizes[] => {
  const largest = sizeLimits(machine).map(
    (limit, index) => options.sizes?.[machine.sets[index]?.name ?? ''] ?? limit,
  )
  const smaller = machine.sets
    .filter((set) => options.sizes?.[set.name] === undefined)
    .flatMap(({ index }) =>
      Array.from({ length: (largest[index] ?? 1) - 1 }, (_, below) =>
        largest.map((size, set) => (set === index ? size - 1 - below : size)),
      ),
    )
  return [largest, ...smaller]
}

const isGood = (judgement: Judgement): boolean =>
  judgement.safe === true && judgement.live === true && judgement.findings.length === 0

/** From how many members the answer of the largest size holds without a gap. */
const holdsFrom = (machine: Machine, judged: readonly Sized[]): { [set: string]: number } =>
  Object.fromEntries(
    machine.sets.map(({ index, name }) => {
      const largest = judged[0]?.sizes[index] ?? 1
      const others = judged.filter((one) => one.sizes[index] !== largest)
      const bad = others.filter((one) => !isGood(one)).map((one) => one.sizes[index] ?? 0)
      const least = Math.min(largest, ...others.map((one) => one.sizes[index] ?? largest))
      return [name, Math.max(least, ...bad.map((size) => size + 1))]
    }),
  )

/** What goes wrong one below the size from which the answer holds. */
const smallerSizes = (
  machine: Machine,
  judged: readonly Sized[],
  from: { readonly [set: string]: number },
): readonly SmallerSize[] =>
  machine.sets.flatMap(({ index, name }) => {
    const size = (from[name] ?? 1) - 1
    const [largest] = judged
    const below = judged.find((one) => one !== largest && one.sizes[index] === size)
    return below === undefined ? [] : [{ set: name, size, why: sorted(below.findings) }]
  })

const order: readonly Finding['rule'][] = [
  'unsafe',
  'dead',
  'never-completes',
  'never',
  'unsettled',
  'deadline',
  'unbound',
  'unreachable',
]

const sorted = (findings: readonly Finding[]): Finding[] =>
  order.flatMap((rule) => findings.filter((finding) => finding.rule === rule))

/**
 * Judges a protocol at home. Throws MalformedProtocolError where it cannot be compiled. The answer is
 * that of the largest sizes; smaller ones may differ, and `holdsFrom` says from where it holds.
 */
export const check = (form: ProtocolForm, options: CheckOptions = {}): Verdict => {
  const machine = compile(form)
  const judged: Sized[] = []
  let left = options.statesMax ?? statesMaxOf(machine)
  for (const sizes of sizesToTry(machine, options)) {
    const judgement = judge(machine, sizes, left)
    judged.push({ ...judgement, sizes })
    left -= judgement.graph.states.length
    if (left <= 0) break
  }
  const largest = present(judged[0], 'there is a largest size')
  const states = judged.reduce((sum, { graph }) => sum + graph.states.length, 0)
  const beyond = largest.graph.whole ? unreachable(machine, largest.graph) : []
  const from = isGood(largest) ? holdsFrom(machine, judged) : {}
  return {
    name: form.name,
    safe: largest.safe,
    live: largest.live,
    states,
    why: sorted([...largest.findings, ...textFindings(machine), ...beyond]),
    advice: largest.graph.whole && largest.live === true ? adviceOf(machine, largest.graph) : [],
    holdsFrom: from,
    smaller: smallerSizes(machine, judged, from),
  }
}
