/** Check 7, first half: the usual way died at the same point as the firm, for real, and went on from its list. */
import { type Evidence, type Finding, openFinding } from '../evidence.ts'
import { killedWhen } from './kill.ts'

/** Judges the kill of the usual way by its process ids, its clone and its record. */
export const checkUsualKill = (evidence: Evidence): Finding => {
  const { answers, usual, usualLines, usualDeaths, isAlive } = evidence
  const { look, expect, finding } = openFinding()
  const started = usualLines.flatMap(({ what, pid }) => (what === 'started' ? [pid ?? 0] : []))
  look(`the usual way ran in ${started.join(', then in ')}`)
  const wanted = answers.kill === true ? 2 : 1
  expect(started.length === wanted, `today: ${started.length} processes, not ${wanted}`)
  expect(new Set(started).size === started.length, 'today: two processes are one')
  for (const pid of started) expect(!isAlive(pid), `today: process ${pid} still runs`)
  if (started.length < 2) return finding()
  const death = usualDeaths.find(({ pid }) => pid === started[0])
  expect(death !== undefined, 'today: nobody saw its first process die')
  if (death === undefined) return finding()
  const when = whenDied(evidence, death.tip)
  const merges = usual.merges().length
  look(`process ${death.pid} died ${when} git had merged; ${merges} merges are on its branch`)
  const firm = killedWhen(evidence)
  expect(firm === when, `today: it was killed ${when} git had merged, the firm ${firm ?? 'never'}`)
  return finding({ usualKilled: when })
}

// A merge that stands on the branch and not in the record is the one that the death cut off.
const whenDied = ({ usual, usualLines }: Evidence, tip: string): 'before' | 'after' => {
  const places = usualLines.flatMap(({ what }, place) => (what === 'started' ? [place] : []))
  const told = usualLines.slice(0, places[1]).filter(({ what }) => what === 'merged').length
  const stood = 1 + usual.merges().findIndex(({ commit }) => commit === tip)
  return stood > told ? 'after' : 'before'
}
