/** Check 5: one host died between intent and receipt, another went on, and nothing happened twice or not at all. */
import { type Death, type Evidence, type Finding, openFinding } from '../evidence.ts'
import { eventsOf, saidIn } from '../ledger.ts'
import { type Line, recordIn, textIn } from '../line.ts'

/** Judges the kill. */
export const checkKill = (evidence: Evidence): Finding => {
  const { lines, clone, answers, isAlive, deaths } = evidence
  const { look, expect, finding } = openFinding()
  const hosts = eventsOf(lines, 'host-started')
  const processes = hosts.map((line) => Number(line.more['process']))
  look(`host processes ${processes.join(', ')}`)
  const wanted = answers.kill === true ? 2 : 1
  expect(hosts.length === wanted, `${hosts.length} hosts stand in the ledger, not ${wanted}`)
  expect(new Set(processes).size === processes.length, 'two hosts are one process')
  for (const pid of processes) expect(!isAlive(pid), `process ${pid} still runs`)
  matchMerges(evidence, expect)
  look(`${clone.merges().length} merges on the branch, each with its receipt`)
  const [, second] = hosts
  if (second === undefined) return finding()
  const torn = tornIn(lines, second)
  expect(torn.length === 1, `${torn.length} merges were between intent and receipt at the death`)
  const [merge] = torn
  const death = deaths.find(({ pid }) => pid === processes[0])
  expect(death !== undefined, 'nobody saw the first host die')
  if (merge === undefined || death === undefined) return finding()
  const when = whenKilled(evidence, merge, death)
  look(`process ${death.pid} died in the merge of ${merge.enactment ?? ''}, ${when} git had merged`)
  return finding({ killed: when })
}

/** On which side of git's own merge the first host died, where it did. */
export const killedWhen = (evidence: Evidence): 'before' | 'after' | undefined => {
  const { lines, deaths } = evidence
  const [first, second] = eventsOf(lines, 'host-started')
  const death = deaths.find(({ pid }) => pid === Number(first?.more['process']))
  const [merge] = second === undefined ? [] : tornIn(lines, second)
  return merge === undefined || death === undefined ? undefined : whenKilled(evidence, merge, death)
}

const whenKilled = (
  { lines, clone }: Evidence,
  merge: Line,
  { tip }: Death,
): 'before' | 'after' => {
  const delivered = saidIn(lines, 'deliver').findLast(
    (line) => line.enactment === merge.enactment && line.position < merge.position,
  )
  return clone.isAncestor(textIn(delivered?.facts, 'result'), tip) ? 'after' : 'before'
}

const tornIn = (lines: readonly Line[], second: Line): readonly Line[] =>
  saidIn(lines, 'apply').filter((line) => isTorn(lines, line, second))

// The start of its effect stands before the second host, its receipt behind.
const isTorn = (lines: readonly Line[], sent: Line, second: Line): boolean => {
  const receipt = receiptOf(lines, textIn(sent.more, 'effect'))
  return sent.position < second.position && (receipt?.position ?? Infinity) > second.position
}

const receiptOf = (lines: readonly Line[], effect: string): Line | undefined =>
  eventsOf(lines, 'effect-settled').find((line) => textIn(line.more, 'effect') === effect)

/** Merges of the branch and receipts of the ledger, one to one. */
export const matchMerges = (
  { lines, clone }: Evidence,
  expect: (holds: boolean, wrong: string) => void,
): void => {
  const merges = new Map(clone.merges().map((merge) => [merge.effect, merge]))
  expect(merges.size === clone.merges().length, 'one effect was merged twice')
  const done = eventsOf(lines, 'effect-settled').filter((line) => line.more['outcome'] === 'done')
  for (const line of done) {
    const effect = textIn(line.more, 'effect')
    const receipt = recordIn(line.more, 'receipt')
    const merge = merges.get(effect)
    const words = `the receipt at ${line.position} has no merge on the branch`
    expect(merge?.commit === textIn(receipt, 'commit'), words)
    expect(merge?.merged === textIn(receipt, 'merged'), `${words} of what it says`)
    merges.delete(effect)
  }
  for (const { commit } of merges.values()) expect(false, `the merge ${commit} has no receipt`)
}
