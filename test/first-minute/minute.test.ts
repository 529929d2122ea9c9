// The first minute end to end, in real processes, judged by the audit; and each check of the audit seen red.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkAccounts } from '../../audit/checks/accounts.ts'
import { checkKill } from '../../audit/checks/kill.ts'
import { checkLeases } from '../../audit/checks/leases.ts'
import { checkLeftOut, moves } from '../../audit/checks/left-out.ts'
import { checkLie } from '../../audit/checks/lie.ts'
import { checkNewcomer } from '../../audit/checks/newcomer.ts'
import { checkKilledOutside, checkRepeated, killsMin } from '../../audit/checks/same-tree.ts'
import { checkTold } from '../../audit/checks/told.ts'
import { checkUntouched } from '../../audit/checks/untouched.ts'
import { checkUsualKill } from '../../audit/checks/usual-kill.ts'
import { checkVeto } from '../../audit/checks/veto.ts'
import { fingerprint } from '../../audit/fingerprint.ts'
import { checksOfOneRun } from '../../audit/judge.ts'
import { type Line, textIn, type Value } from '../../audit/line.ts'
import { allAnswers, type Run, runMinute } from '../../audit/minute.ts'
import { type PlantedRepository, plantRepository } from '../../src/testing/planted-repository.ts'
import type { TurnView } from '../../src/host/ports/index.ts'
import { buildProgram } from '../program/built-program.ts'
import { usualViews } from './usual-views.ts'

const runMsMax = 240_000

let repository: PlantedRepository
let run: Run
let before: ReturnType<typeof fingerprint>

beforeAll(async () => {
  buildProgram()
  repository = await plantRepository({
    'README.md': '# A tool\n\nIt is told in [the manual](manual.md).\n',
    'src/tool.js': 'export const tool = 1\n',
    '.gitignore': '*.log\n',
  })
  await repository.write({ 'kept.log': 'tracked all the same\n' })
  await repository.git('add', '--force', 'kept.log')
  await repository.git('commit', '--quiet', '-m', 'Keep a log')
  before = fingerprint(repository.folder)
  run = await runMinute({ path: repository.folder, seed: 3, answers: allAnswers })
}, runMsMax)

afterAll(async () => {
  run?.discard()
  await repository?.remove()
})

/** The run with some of its lines otherwise. */
const withLines = (change: (line: Line) => Line | undefined): Run => ({
  ...run,
  lines: run.lines.flatMap((line) => change(line) ?? []),
})

const withMore = (line: Line, more: { readonly [name: string]: Value }): Line => ({
  ...line,
  more: { ...line.more, ...more },
})

/** How long this machine takes now to start a program that does nothing. */
const startOfProgramMs = (): number => {
  const beganAt = performance.now()
  spawnSync(process.execPath, ['-e', ''])
  return performance.now() - beganAt
}

/** All of a view but what was said in it: which turn it is, its numbers, and the sections that only a firm can fill. */
const shapeOf = ({ turn, brief, known, changed, ...view }: TurnView) => ({
  ...view,
  turn: turn.replace(/\d+/, 'N'),
  changed: Array.isArray(changed),
  known: Object.entries(known)
    .map(([name, value]) => `${name}: ${typeof value}`)
    .toSorted(),
  brief: { ...brief, tokens: typeof brief.tokens, text: commonSections(brief.text) },
})

const commonSections = (text: string): readonly string[] =>
  text
    .split(/\n(?=## )/)
    .filter((part) => /^(You are|## The task|## What stands|## What you may do now)/.test(part))
    .map((part) => part.trim().replaceAll(/[0-9a-f]{40}/g, 'COMMIT'))
    .map((part) => part.replaceAll(/\(version \d+, by you in [^)]*\): .*/g, 'as you answered'))

const isSameMenu = (one: TurnView, other: TurnView): boolean =>
  one.member === other.member && namesOf(one) === namesOf(other)

const namesOf = ({ menu }: TurnView): string => menu.map(({ message }) => message).join()

describe('a first minute, as it came out', () => {
  it.each(checksOfOneRun)('stands check %i, %s', (_number, _name, check) => {
    const { looked, wrong } = check(run)
    expect(wrong).toEqual([])
    expect(looked).not.toEqual([])
  })

  it('works on defects of the repository itself, and marks its own planted ones', () => {
    const offers = run.lines.filter(
      ({ message, type }) => type === 'message-sent' && message === 'offer',
    )
    const specs = offers.map(({ facts }) => facts['spec'] as { planted: boolean; title: string })
    expect(specs.filter(({ planted }) => !planted).length).toBeGreaterThanOrEqual(2)
    expect(specs.every(({ planted, title }) => planted === title.includes('(planted)'))).toBe(true)
  })

  it('leaves every byte of the repository as it was', () => {
    expect(checkUntouched(before, fingerprint(repository.folder)).wrong).toEqual([])
  })

  it('goes on within a second after its host was killed', () => {
    // A second is far above what it takes where nothing else runs; on a busy machine starting a program takes as long.
    const startMs = startOfProgramMs()
    expect(run.recoveryMs).toBeLessThan(Math.max(1_000, 20 * startMs))
  })

  it('leaves both clones, and no worktree of either way', () => {
    expect(readdirSync(join(run.home, 'scratch'))).toEqual(['history'])
    expect(readdirSync(join(run.home, 'usual')).toSorted()).toEqual([
      'log.jsonl',
      'repository.git',
      'tasks.json',
    ])
  })

  it('leaves no process behind', () => {
    for (const { pid } of [...run.deaths, ...run.usualDeaths]) expect(run.isAlive(pid)).toBe(false)
  })

  it('shows its minds in the usual way what it shows them in the firm, less what only a firm remembers', async () => {
    const firm = run.lines.flatMap(({ more }) => (more['view'] as TurnView | undefined) ?? [])
    // Somebody was shown its task before you had answered: in the usual way everybody is.
    const unanswered = firm.find(
      ({ known }) => JSON.stringify(known).includes('"area"') && !('decision/dead-links' in known),
    )
    const usual = await usualViews(run.home, textIn(unanswered?.known, 'work'))
    expect(new Set(usual.map(({ role }) => role))).toEqual(new Set(['engineer', 'reviewer']))
    for (const view of usual) {
      // The same member before the same menu in the same work; of several such turns, the one that knows as much.
      const alike = firm.filter(
        (other) => shapeOf(other).enactment === shapeOf(view).enactment && isSameMenu(other, view),
      )
      expect(alike.map(shapeOf)).toContainEqual(shapeOf(view))
    }
  })
})

const secondStart = ({ usualLines }: Run): number =>
  usualLines.findLastIndex(({ what }) => what === 'started')

/** The tip of the usual branch on the other side of the merge that its death cut off. */
const otherTip = ({ usual, usualDeaths, usualLines }: Run): string => {
  const merges = usual.merges().map(({ commit }) => commit)
  const told = usualLines.slice(0, secondStart(run)).filter(({ what }) => what === 'merged').length
  const stood = 1 + merges.indexOf(usualDeaths[0]?.tip ?? '')
  return merges[stood > told ? told - 1 : told] ?? ''
}

describe('the audit is red where', () => {
  it('a lease is given to one engineer while another holds it', () => {
    const isOver = ({ type }: Line): boolean => type === 'enactment-ended'
    expect(checkLeases(withLines((line) => (isOver(line) ? undefined : line))).wrong[0]).toMatch(
      /^place:planted-by-firm\/guide\.md was leased to change:t\d at \d+ while change:t\d held it$/,
    )
  })

  it('somebody who rests on the changed answer is not told', () => {
    const lines = withLines((line) =>
      line.type === 'break-told' && line.more['from'] === 1
        ? withMore(line, { enactments: ['change:t9'] })
        : line,
    )
    expect(checkTold(lines).wrong.join('\n')).toMatch(/rests on it and was not told/)
    expect(checkTold(lines).wrong.join('\n')).toMatch(/change:t9 was told and does not rest on it/)
  })

  it('a merge rests on the old answer', () => {
    const old = withLines((line) =>
      line.message === 'deliver' && line.premises.length > 0
        ? { ...line, premises: line.premises.map(({ path }) => ({ path, version: 1 })) }
        : line,
    )
    expect(checkTold(old).wrong.join('\n')).toMatch(
      /was merged on version 1 of decision\/dead-links/,
    )
  })

  it('the refused report names a commit that is there', () => {
    const there = run.clone.tip()
    const lied = withLines((line) =>
      line.more['why'] === 'missing-receipt' ? { ...line, facts: { result: there } } : line,
    )
    expect(checkLie(lied).wrong).toContain(`git has the commit ${there}`)
  })

  it('nobody approved what the liar merges next', () => {
    const released = withLines((line) => (line.type === 'intent-released' ? undefined : line))
    expect(checkLie(released).wrong.join()).toMatch(/next merge has no approval/)
  })

  it('the vetoed difference is not in content', () => {
    const other = withLines((line) =>
      line.type === 'intent-held' ? withMore(line, { preview: '0'.repeat(64) }) : line,
    )
    expect(checkVeto(other).wrong.join('\n')).toMatch(/is not in content/)
  })

  it('what was vetoed is on the branch', () => {
    const merged = { ...run, clone: { ...run.clone, isAncestor: () => true } }
    expect(checkVeto(merged).wrong.join('\n')).toMatch(/is on the branch/)
  })

  it('a merge has no receipt, or no second host wrote one', () => {
    const torn = withLines((line) => (line.type === 'effect-settled' ? undefined : line))
    expect(checkKill(torn).wrong.join('\n')).toMatch(/has no receipt/)
    const alone = withLines((line) =>
      line.type === 'host-started' && line.host === 'host-2' ? undefined : line,
    )
    expect(checkKill(alone).wrong).toContain('1 hosts stand in the ledger, not 2')
  })

  it('the usual way was not killed, or elsewhere, or nobody saw it', () => {
    const { usualLines } = run
    const spared = usualLines.slice(
      0,
      usualLines.findLastIndex(({ what }) => what === 'started'),
    )
    expect(checkUsualKill({ ...run, usualLines: spared }).wrong).toContain(
      'today: 1 processes, not 2',
    )
    expect(checkUsualKill({ ...run, usualDeaths: [] }).wrong).toContain(
      'today: nobody saw its first process die',
    )
    const usualDeaths = run.usualDeaths.map((death) => ({ ...death, tip: otherTip(run) }))
    expect(checkUsualKill({ ...run, usualDeaths }).wrong.join()).toMatch(
      /today: it was killed (before|after) git had merged, the firm/,
    )
  })

  it('what was committed before the kill is on no branch, and was counted as kept', () => {
    const usual = { ...run.usual, isAncestor: () => false }
    const usualLines = run.usualLines.filter(
      ({ what }, place) => what !== 'delivered' || place < secondStart(run),
    )
    expect(checkAccounts({ ...run, usual, usualLines }).wrong.join()).toMatch(
      /today: lost is [1-9], and 0 was printed/,
    )
  })

  it('the newcomer does not hear of what failed', () => {
    const unheard = withLines((line) => {
      const view = JSON.stringify(line.more['view'] ?? null).replaceAll('delete the file', 'x')
      return withMore(line, { view: JSON.parse(view) as Value })
    })
    expect(checkNewcomer(unheard).wrong.join('\n')).toMatch(/does not hold the failed attempt/)
  })

  it('the newcomer was shown another brief than the one that is made again', () => {
    const other = withLines((line) => {
      const view = JSON.stringify(line.more['view'] ?? null).replaceAll(
        'the operator',
        'the oPerator',
      )
      return withMore(line, { view: JSON.parse(view) as Value })
    })
    expect(checkNewcomer(other).wrong.join()).toMatch(
      /its brief has the hash \w+, the host noted \w+/,
    )
    const uncounted = withLines((line) => withMore(line, { use: {} }))
    expect(checkNewcomer(uncounted).wrong).toContain(
      'the newcomer had no turn whose brief was counted',
    )
  })

  it('another number was printed than can be counted', () => {
    const { firm, today } = run.printed
    const printed = { firm: { ...firm, turns: firm.turns + 1 }, today: { ...today, lost: 7 } }
    expect(checkAccounts({ ...run, printed }).wrong).toHaveLength(2)
  })

  it.each(Object.keys(moves))('leaving out %s removes nothing', (move) => {
    expect(checkLeftOut(run, run, move).wrong[0]).toMatch(/there are still \d+ events/)
  })

  it('a killed run ends in another tree, or was not killed often enough, or while founding', () => {
    const other = { ...run, clone: { ...run.clone, tree: () => 'another' } }
    expect(checkKilledOutside(run, [other], { all: 19, founding: 2 }).wrong).toEqual([
      '19 kills came about, not 20',
      '2 kills fell while founding, not 3',
      expect.stringMatching(/^the tree after 1 deaths is another$/),
    ])
    expect(checkRepeated(run, other).wrong).toEqual(['two runs of one seed end in two trees'])
  })

  it('a killed run has a merge without receipt, overlapping leases, or was founded twice', () => {
    const judge = (change: (line: Line) => Line | undefined): string =>
      checkKilledOutside(run, [withLines(change)], killsMin).wrong.join('\n')
    expect(judge((line) => line)).toBe('')
    const isSettled = ({ type }: Line): boolean => type === 'effect-settled'
    expect(judge((line) => (isSettled(line) ? undefined : line))).toMatch(/has no receipt/)
    const isOver = ({ type, enactment }: Line): boolean =>
      type === 'enactment-ended' && enactment !== 'job:minute'
    expect(judge((line) => (isOver(line) ? undefined : line))).toMatch(/was leased to/)
    const isFounded = ({ type }: Line): boolean => type === 'firm-founded'
    expect(judge((line) => (isFounded(line) ? undefined : line))).toMatch(
      /firm-founded stands 0 times in the ledger, not 1/,
    )
  })

  it('one byte under PATH changed, or a file came', () => {
    const folder = mkdtempSync(join(tmpdir(), 'firm-bytes-'))
    writeFileSync(join(folder, 'index'), 'a')
    const earlier = fingerprint(folder)
    writeFileSync(join(folder, 'index'), 'b')
    writeFileSync(join(folder, 'new'), '')
    expect(checkUntouched(earlier, fingerprint(folder)).wrong).toEqual([
      'index is not as it was',
      'new is not as it was',
    ])
    rmSync(folder, { recursive: true })
  })
})
