/** Check 9, and what a seed promises: however often the host is killed from outside, the tree is the same. */
import { type Evidence, type Finding, openFinding } from '../evidence.ts'
import { eventsOf } from '../ledger.ts'
import { textIn } from '../line.ts'
import { matchMerges } from './kill.ts'
import { countLeases } from './leases.ts'

/** How often hosts were killed from outside, and how often of these before they had said that they are the host. */
export interface KillCounts {
  readonly all: number
  readonly founding: number
}

/** As many kills as the whole, and as many of them as the founding must see. */
export const killsMin: KillCounts = { all: 20, founding: 3 }

/** Judges runs that were killed from outside against the one that was not. */
export const checkKilledOutside = (
  whole: Evidence,
  killed: readonly Evidence[],
  kills: KillCounts,
): Finding => {
  const { look, expect, finding } = openFinding()
  const tree = whole.clone.tree()
  const { all, founding } = kills
  look(
    `${all} kills, ${founding} while founding, in ${killed.length} runs against the tree ${tree}`,
  )
  expect(all >= killsMin.all, `${all} kills came about, not ${killsMin.all}`)
  expect(
    founding >= killsMin.founding,
    `${founding} kills fell while founding, not ${killsMin.founding}`,
  )
  for (const run of killed) {
    const hosts = eventsOf(run.lines, 'host-started').length
    const words = `the tree after ${hosts - 1} deaths is ${run.clone.tree()}`
    expect(run.clone.tree() === tree, words)
    expect(
      eventsOf(run.lines, 'enactment-ended').some((line) => line.enactment === 'job:minute'),
      `the job did not end after ${hosts - 1} deaths`,
    )
    matchMerges(run, expect)
    countLeases(run.lines, expect)
    for (const type of ['firm-founded', 'charter-adopted']) {
      const count = eventsOf(run.lines, type).length
      const once = eventsOf(whole.lines, type).length
      expect(count === once, `${type} stands ${count} times in the ledger, not ${once}`)
    }
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
