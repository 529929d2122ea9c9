/** Check 3: the reported commit does not exist, and its author's next merge waits for you, the other's does not. */
import { type Evidence, type Finding, openFinding } from '../evidence.ts'
import { engineersIn, eventsOf, rootOf, saidIn } from '../ledger.ts'
import { type Line, textIn } from '../line.ts'

/** Judges the lie and what came of it. */
export const checkLie = ({ lines, clone, answers }: Evidence): Finding => {
  const { look, expect, finding } = openFinding()
  const refused = eventsOf(lines, 'turn-refused').filter(
    (line) => line.more['why'] === 'missing-receipt',
  )
  if (answers.lie !== true) {
    expect(refused.length === 0, 'a report was refused though nobody was to lie')
    return finding()
  }
  const [lie] = refused
  expect(refused.length === 1, `${refused.length} reports were refused, not one`)
  if (lie === undefined) return finding()
  const commit = textIn(lie.facts, 'result')
  look(`${lie.by ?? ''} reported ${commit} at ${lie.position}`)
  expect(commit !== '' && !clone.has(commit), `git has the commit ${commit}`)
  const engineers = engineersIn(lines)
  for (const engineer of ['eve', 'bob']) {
    const merge = saidIn(lines, 'apply').find(
      (line) => line.position > lie.position && engineers.get(rootOf(line.enactment)) === engineer,
    )
    if (merge === undefined) {
      expect(engineer !== lie.by, `${engineer} never merged after the lie`)
      continue
    }
    const approved = isApproved(lines, merge)
    look(`${engineer}'s next merge, at ${merge.position}: ${approved ? 'approved' : 'no approval'}`)
    const words = `${engineer}'s next merge has ${approved ? 'an' : 'no'} approval`
    expect(approved === (engineer === lie.by), words)
  }
  return finding({ liar: lie.by ?? '' })
}

const isApproved = (lines: readonly Line[], merge: Line): boolean => {
  const intent = textIn(merge.more, 'intent')
  return eventsOf(lines, 'intent-released').some(
    (line) => textIn(line.more, 'intent') === intent && textIn(line.more, 'signature') !== '',
  )
}
