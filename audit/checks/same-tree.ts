/** Check 9, and what a seed promises: however often the host is killed from outside, the tree is the same. */
import { type Evidence, type Finding, openFinding } from '../evidence.ts'
import { eventsOf } from '../ledger.ts'
import { textIn } from '../line.ts'

/** Judges runs that were killed from outside against the one that was not. */
export const checkKilledOutside = (
  whole: Evidence,
  killed: readonly Evidence[],
  killCount: number,
): Finding => {
  const { look, expect, finding } = openFinding()
  const tree = whole.clone.tree()
  look(`${killCount} kills in ${killed.length} runs against the tree ${tree}`)
  expect(killCount >= 20, `${killCount} kills came about, not 20`)
  for (const run of killed) {
    const hosts = eventsOf(run.lines, 'host-started').length
    const words = `the tree after ${hosts - 1} deaths is ${run.clone.tree()}`
    expect(run.clone.tree() === tree, words)
    expect(
      eventsOf(run.lines, 'enactment-ended').some((line) => line.enactment === 'job:minute'),
      `the job did not end after ${hosts - 1} deaths`,
    )
  }
  return finding()
}

/** What must be the same in two runs of one seed: tasks, choices, winners, kill point and final tree. */
export const checkRepeated = (first: Evidence, second: Evidence): Finding => {
  const { look, expect, finding } = openFinding()
  const [one, other] = [choicesOf(first), choicesOf(second)]
  look(`${one.length} choices, and the tree ${first.clone.tree()}`)
  const place = one.findIndex((choice, index) => choice !== other[index])
  expect(
    place < 0 && one.length === other.length,
    `the choice ${place} is ${one[place] ?? 'none'}, then ${other[place] ?? 'none'}`,
  )
  expect(first.clone.tree() === second.clone.tree(), 'two runs of one seed end in two trees')
  return finding()
}

const volatile = new Set(['result', 'conflict'])

// Hashes may differ, since commits bear their time; what was chosen may not.
const choicesOf = ({ lines }: Evidence): readonly string[] =>
  lines.flatMap((line) => {
    if (line.type === 'host-started') return ['another host']
    if (line.type === 'turn-refused') {
      return [`${line.by ?? ''} refused in ${line.enactment ?? ''}: ${textIn(line.more, 'why')}`]
    }
    if (line.type !== 'message-sent') return []
    const facts = Object.entries(line.facts).filter(([name]) => !volatile.has(name))
    return [
      `${line.by ?? ''} ${line.message ?? ''} ${line.enactment ?? ''} ${JSON.stringify(facts)}`,
    ]
  })
