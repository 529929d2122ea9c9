/** The usual way on a simulated list: what it loses, and that nothing is held against it that did not happen. */
import { describe, expect, it } from 'vitest'
import { accepted, type JsonObject, refused } from '../../base/index.ts'
import type { EffectOutcome, EnvironmentPort, Mind, Scratch } from '../../host/ports/index.ts'
import { simulatedRepository } from '../../testing/simulated-scratch.ts'
import { engineerMind } from './minds/engineer.ts'
import { plainMind, say } from './minds/plain-mind.ts'
import type { Assigned, Task } from './protocols.ts'
import { runUsualWay } from './usual-way.ts'

const taskIn = (file: string, area?: string): Task => ({
  title: `a dead link in ${file}`,
  kind: 'dead-link',
  paths: [file],
  line: 1,
  target: 'gone.md',
  why: '',
  mend: '',
  planted: true,
  ...(area === undefined ? {} : { area }),
})

/** An engineer who delivers its head, or a commit that is not there. */
const worker = (reports?: string): Mind =>
  plainMind(async ({ menu, known, brief }) => {
    await Promise.resolve()
    const offers = menu.map(({ message }) => message)
    if (!offers.includes('deliver')) {
      const isAsking = 'area' in Object(known['spec']) && !('decision/links' in known)
      return isAsking
        ? [{ opens: 'decision', message: 'propose', facts: {} }]
        : [say('accept', { plan: 'mend' })]
    }
    const isCaught = brief.text.includes('no such commit')
    return reports === undefined || isCaught
      ? [say('deliver')]
      : [say('deliver', { result: reports })]
  })

const reviewer = (meets: () => boolean): Mind =>
  plainMind(async () => {
    await Promise.resolve()
    return [say('judge', { verdict: meets() ? { meets: {} } : { fails: {} } })]
  })

interface Stage {
  readonly works: readonly Assigned[]
  readonly engineers?: { readonly [name: string]: Mind }
  readonly merge?: (commit: string) => EffectOutcome
  readonly later?: string
  readonly killAtMerge?: number
}

/** Worktrees that are names only; each commit is named after its worktree. */
const namedScratch = (opened: string[]): Scratch => {
  const heads = new Map<string, number>()
  return {
    ...simulatedRepository({}).open(),
    open: async ({ enactment, member }, about = []) => {
      opened.push(`${member} ${enactment} on ${about.join()}`)
      return await Promise.resolve({ folder: '', head: '', notes: [] })
    },
    checkOut: async () => await Promise.resolve(),
    commitAll: async ({ enactment, member }) => {
      const count = (heads.get(enactment) ?? 0) + 1
      heads.set(enactment, count)
      const head = `${member} ${enactment} ${count}`
      return await Promise.resolve({ head, committed: true, notes: [] })
    },
    fetch: async (_key, commit) =>
      await Promise.resolve(
        commit === 'nothing' ? refused('no-such-commit', 'there is none') : accepted(commit),
      ),
  }
}

const done: EffectOutcome = { kind: 'done', receipt: {} }

const branch = (merge: Stage['merge']): EnvironmentPort => ({
  kind: 'git',
  preview: async () => await Promise.resolve({ title: '', text: '' }),
  perform: async ({ values }) => await Promise.resolve(merge?.(JSON.stringify(values)) ?? done),
  ask: async () => await Promise.resolve({ kind: 'not-started' }),
  undo: async () => await Promise.resolve({}),
  exists: async () => await Promise.resolve(undefined),
  close: async () => await Promise.resolve(),
})

const stage = async ({ works, engineers, merge, later, killAtMerge }: Stage) => {
  const told: JsonObject[] = []
  const opened: string[] = []
  // What was never committed has nothing in it that would meet the task.
  const isThere = (): boolean =>
    told.findLast(({ what }) => what === 'delivered')?.['exists'] !== false
  const accounts = await runUsualWay({
    plan: {
      first: works,
      again: { work: 'second-try', engineer: 'kim', task: taskIn('notes.md') },
    },
    minds: new Map([
      ['eve', engineers?.['eve'] ?? worker()],
      ['bob', engineers?.['bob'] ?? worker()],
      ['rob', reviewer(isThere)],
    ]),
    scratch: namedScratch(opened),
    repository: branch(merge),
    answers: { first: 'unlink', later },
    killAtMerge: killAtMerge ?? 0,
    told: (line) => told.push(line),
  })
  return { accounts, told, opened }
}

const both = (area?: string): readonly Assigned[] => [
  { work: 't1', engineer: 'eve', task: taskIn('guide.md', area) },
  { work: 't2', engineer: 'bob', task: taskIn('guide.md', area) },
]

describe('the usual way', () => {
  it('costs a hand where two edits lie next to each other, and begins anew at the branch', async () => {
    let refusals = 1
    const merge = (commit: string): EffectOutcome =>
      commit.includes('t2') && refusals-- > 0
        ? { kind: 'failed', why: 'conflict', receipt: {} }
        : { kind: 'done', receipt: {} }
    const { accounts, opened } = await stage({ works: both(), merge })
    expect(accounts).toMatchObject({ collisions: 1, lost: 0 })
    expect(opened).toContain('eve t1-0 on guide.md')
    expect(opened).toContain('bob t2-1 on guide.md')
  })

  it('merges on a superseded answer, for nobody knows who asked before', async () => {
    const { accounts } = await stage({ works: both('links'), later: 'guide' })
    expect(accounts).toMatchObject({ questions: 2, stale: 2 })
  })

  it('loses what was delivered and not merged when the program is killed', async () => {
    const { accounts, told } = await stage({ works: both(), killAtMerge: 1 })
    expect(accounts.lost).toBe(2)
    expect(told.filter(({ what }) => what === 'merged')).toEqual([])
  })

  it('tells an engineer what its reviewer said, who goes on in the same worktree', async () => {
    const engineers = { eve: worker('nothing') }
    const [first] = both()
    const { accounts, opened } = await stage({
      works: first === undefined ? [] : [first],
      engineers,
    })
    expect(accounts).toMatchObject({ falseDone: 0, collisions: 0 })
    expect(new Set(opened.filter((key) => key.startsWith('eve')))).toEqual(
      new Set(['eve t1-0 on guide.md']),
    )
  })

  it('counts every turn with the bytes that it was given', async () => {
    const { accounts, told } = await stage({ works: both() })
    const turns = told.filter(({ what }) => what === 'turn')
    expect(accounts.turns).toBe(turns.length)
    expect(accounts.bytes).toBe(turns.reduce((sum, { bytes }) => sum + Number(bytes), 0))
  })

  it('gives the engineers of the firm nothing by which they could tell it from the firm', async () => {
    const engineers = { eve: engineerMind({ lies: false }), bob: engineerMind({ lies: false }) }
    const { told } = await stage({ works: both('links'), engineers })
    expect(told.filter(({ what }) => what === 'asked')).toHaveLength(2)
  })
})
