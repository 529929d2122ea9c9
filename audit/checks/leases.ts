/** Check 1: no two leases on one path overlap, and the loser builds on what the winner merged. */
import { type Evidence, type Finding, openFinding } from '../evidence.ts'
import { engineersIn, eventsOf, landedIn, rootOf } from '../ledger.ts'
import { type Line, namesIn, recordIn, textIn } from '../line.ts'

/** Judges the leases of a run. */
export const checkLeases = ({ lines, clone }: Evidence): Finding => {
  const { look, expect, finding } = openFinding()
  look(`${countLeases(lines, expect)} leases, each with what ended it`)
  const [refused] = eventsOf(lines, 'turn-refused').filter(
    (line) => line.more['why'] === 'lease-taken',
  )
  expect(refused !== undefined, 'nobody waited for a lease')
  const loser = rootOf(refused?.enactment ?? null)
  const winner = /held by ([\w:-]+)/.exec(textIn(refused?.more, 'detail'))?.[1] ?? ''
  const engineers = engineersIn(lines)
  const landed = landedIn(lines)
  const won = landed.find((one) => rootOf(one.enactment) === winner)
  const lost = landed.find((one) => rootOf(one.enactment) === loser)
  expect(won !== undefined && lost !== undefined, `${winner} or ${loser} was never merged`)
  if (won !== undefined && lost !== undefined) {
    const merge = textIn(recordIn(won.receipt.more, 'receipt'), 'commit')
    const delivered = textIn(lost.delivery?.facts, 'result')
    look(
      `${engineers.get(winner) ?? ''} won with ${winner}; ${loser} was delivered as ${delivered}`,
    )
    expect(
      clone.isAncestor(merge, delivered),
      `${delivered} of ${loser} does not descend from ${merge}, the merge of ${winner}`,
    )
  }
  return finding({ winner: engineers.get(winner) ?? 'nobody' })
}

/** Goes through all leases, none of which may overlap another on one path; answers how many there were. */
export const countLeases = (
  lines: readonly Line[],
  expect: (holds: boolean, wrong: string) => void,
): number => {
  const held = new Map<string, string>()
  let leaseCount = 0
  for (const line of lines) {
    const root = rootOf(line.enactment)
    for (const path of namesIn(line.more['lease'])) {
      leaseCount += 1
      const holder = held.get(path)
      const words = `${path} was leased to ${root} at ${line.position} while ${holder ?? ''} held it`
      expect(holder === undefined || holder === root, words)
      held.set(path, root)
    }
    if (line.type === 'enactment-ended' && line.enactment === root) release(held, root)
  }
  return leaseCount
}

const release = (held: Map<string, string>, root: string): void => {
  for (const [path, holder] of held) if (holder === root) held.delete(path)
}
