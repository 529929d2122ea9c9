/** Check 7: the accounts, counted again from both clones and both records, are the printed ones. */
import { type Accounts, type Evidence, type Finding, openFinding } from '../evidence.ts'
import { eventsOf, type Landed, landedIn, rootOf, saidIn } from '../ledger.ts'
import { type Line, type Premise, recordIn, textIn } from '../line.ts'

const names = ['collisions', 'stale', 'falseDone', 'lost', 'questions', 'turns', 'bytes'] as const

/** Judges both columns. */
export const checkAccounts = (evidence: Evidence): Finding => {
  const { look, expect, finding } = openFinding()
  const { printed } = evidence
  const counted = { firm: countFirm(evidence), today: countUsual(evidence, expect) }
  for (const way of ['firm', 'today'] as const) {
    for (const name of names) {
      const [said, found] = [printed[way][name], counted[way][name]]
      expect(said === found, `${way}: ${name} is ${found}, and ${said} was printed`)
    }
  }
  look(`Firm ${JSON.stringify(printed.firm)}`)
  look(`today ${JSON.stringify(printed.today)}`)
  return finding({
    collisions: String(printed.today.collisions),
    stale: String(printed.today.stale),
    lost: String(printed.today.lost),
  })
}

type Expect = (holds: boolean, wrong: string) => void

const countFirm = ({ lines, clone }: Evidence): Accounts => {
  const landed = landedIn(lines)
  const turns = [...eventsOf(lines, 'turn-ended'), ...eventsOf(lines, 'turn-refused')]
  const judged = saidIn(lines, 'judge').filter((line) => 'meets' in recordIn(line.facts, 'verdict'))
  const accepted = judged.map((line) =>
    textIn(
      saidIn(lines, 'deliver').findLast(
        (one) => one.enactment === line.enactment && one.position < line.position,
      )?.facts,
      'result',
    ),
  )
  return {
    collisions: eventsOf(lines, 'effect-settled').filter(
      (line) => line.more['outcome'] === 'failed',
    ).length,
    stale: landed.filter((one) => isStale(lines, one)).length,
    falseDone: accepted.filter((commit) => !clone.has(commit)).length,
    lost: countLost({ lines, clone }),
    questions: saidIn(lines, 'propose').length + eventsOf(lines, 'intent-held').length,
    turns: turns.length,
    bytes: turns.reduce(
      (sum, line) => sum + Number(recordIn(line.more, 'use')['briefBytes'] ?? 0),
      0,
    ),
  }
}

const isStale = (lines: readonly Line[], { delivery, receipt }: Landed): boolean =>
  (delivery?.premises ?? []).some(({ path, version }) =>
    lines.some((line) => line.position < receipt.position && bindsNewer(line, path, version)),
  )

const bindsNewer = (line: Line, path: string, version: number): boolean => {
  const { standing } = line.more
  return (Array.isArray(standing) ? standing : []).some((one) => {
    const bound = one as Partial<Premise>
    return bound.path === path && (bound.version ?? 0) > version
  })
}

/** Delivered before the last kill, and in no branch afterwards, unless you refused it or it was asked for again. */
const countLost = ({ lines, clone }: Pick<Evidence, 'lines' | 'clone'>): number => {
  const [, ...later] = eventsOf(lines, 'host-started')
  const killedAt = later.at(-1)?.position ?? 0
  const last = new Map(saidIn(lines, 'deliver').map((line) => [rootOf(line.enactment), line]))
  const undone = [
    ...eventsOf(lines, 'enactment-reopened'),
    ...eventsOf(lines, 'intent-vetoed'),
    ...saidIn(lines, 'judge').filter((line) => 'fails' in recordIn(line.facts, 'verdict')),
  ]
  return [...last].filter(([root, line]) => {
    const isUndone = undone.some(
      (one) => rootOf(one.enactment) === root && one.position > line.position,
    )
    const commit = textIn(line.facts, 'result')
    return line.position < killedAt && !isUndone && !clone.isAncestor(commit, clone.tip())
  }).length
}

const countUsual = ({ usual, usualLines }: Evidence, expect: Expect): Accounts => {
  const of = (what: string): Evidence['usualLines'] => usualLines.filter((one) => one.what === what)
  const tip = usual.tip()
  for (const { commit = '', work } of of('merged')) {
    expect(usual.isAncestor(commit, tip), `today: ${work ?? ''} is told as merged and is not`)
  }
  for (const { commit = '', exists } of of('delivered')) {
    expect(usual.has(commit) === exists, `today: whether ${commit} exists is told wrongly`)
  }
  for (const { against = '', commit = '', work } of of('conflict')) {
    expect(
      !usual.mergesCleanly(against, commit),
      `today: ${work ?? ''} is told as a conflict and merges`,
    )
  }
  const changedAt = usualLines.findIndex((one) => one.what === 'changed')
  const now = usualLines[changedAt]?.to
  const isStaleAt = (one: Evidence['usualLines'][number], place: number): boolean =>
    one.what === 'merged' &&
    changedAt >= 0 &&
    place > changedAt &&
    one.answer !== undefined &&
    one.answer !== now
  return {
    collisions: of('conflict').length,
    stale: usualLines.filter(isStaleAt).length,
    falseDone: of('reviewed').filter(({ meets, exists }) => meets === true && exists === false)
      .length,
    lost: committedBeforeDeath(usualLines).filter(
      (commit) => usual.has(commit) && !usual.isAncestor(commit, tip),
    ).length,
    questions: of('asked').length,
    turns: of('turn').length,
    bytes: of('turn').reduce((sum, { bytes = 0 }) => sum + bytes, 0),
  }
}

/** What each task last came to before another process took over, unless it was sent back in the open. */
const committedBeforeDeath = (lines: Evidence['usualLines']): readonly string[] => {
  const [, secondAt = -1] = lines.flatMap(({ what }, place) => (what === 'started' ? [place] : []))
  const works = new Set(lines.flatMap(({ work }) => work ?? []))
  return [...works].flatMap((work) => {
    const own = lines.flatMap((line, place) => (line.work === work ? [{ ...line, place }] : []))
    const last = own.findLast(({ what, exists }) => what === 'delivered' && exists === true)
    if (last === undefined || last.place > secondAt) return []
    const isSentBack = own.some(
      ({ what, meets, place }) =>
        place > last.place && (what === 'conflict' || (what === 'reviewed' && meets === false)),
    )
    return isSentBack ? [] : (last.commit ?? [])
  })
}
