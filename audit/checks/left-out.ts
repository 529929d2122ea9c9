/** Check 8: leaving out a move removes its events, and breaks nothing. */
import { type Evidence, type Finding, openFinding } from '../evidence.ts'
import { eventsOf } from '../ledger.ts'
import type { Line } from '../line.ts'

/** The moves that can be left out, and the events that go with each. */
export const moves: { readonly [move: string]: (lines: readonly Line[]) => readonly Line[] } = {
  change: (lines) => eventsOf(lines, 'break-told').filter((line) => Number(line.more['from']) > 0),
  lie: (lines) =>
    eventsOf(lines, 'turn-refused').filter((line) => line.more['why'] === 'missing-receipt'),
  veto: (lines) => eventsOf(lines, 'intent-vetoed'),
  kill: (lines) => eventsOf(lines, 'host-started').slice(1),
}

/** Judges a run in which one move was left out, beside the run with all of them. */
export const checkLeftOut = (whole: Evidence, without: Evidence, move: string): Finding => {
  const { look, expect, finding } = openFinding()
  const matching = moves[move] ?? (() => [])
  const before = matching(whole.lines).length
  const after = matching(without.lines).length
  look(`without ${move}: ${before} matching events became ${after}`)
  expect(before > 0, `with ${move} there is no event that goes with it`)
  expect(after === 0, `without ${move} there are still ${after} events that go with it`)
  for (const other of Object.keys(moves).filter((name) => name !== move)) {
    const words = `without ${move}, the events of ${other} are gone too`
    expect((moves[other]?.(without.lines).length ?? 0) > 0, words)
  }
  expect(
    without.lines.some(
      (line) => line.type === 'enactment-ended' && line.enactment === 'job:minute',
    ),
    `without ${move} the job did not end`,
  )
  return finding()
}
