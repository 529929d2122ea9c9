/** The usual way on a simulated list: what it loses, and that nothing is held against it that did not happen. */
import { describe, expect, it } from 'vitest'
import { accepted, type Faults, noFaults, refused } from '../../base/index.ts'
import type { EffectOutcome, EnvironmentPort, Mind, Scratch } from '../../host/ports/index.ts'
import { simulatedClock } from '../../testing/simulated-clock.ts'
import { simulatedRepository } from '../../testing/simulated-scratch.ts'
import { plainMind, say } from './minds/plain-mind.ts'
import type { Assigned, Task } from './protocols.ts'
import type { Listed } from './task-list.ts'
import { countUsual, type UsualLine } from './usual-accounts.ts'
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

const question = {
  question: 'links',
  topic: 'links',
  proposal: { text: 'What becomes of it?', answers: ['unlink', 'guide'] },
}

/** An engineer who delivers its head, or a commit that is not there. */
const worker = (reports?: string): Mind =>
  plainMind(async ({ menu, known, brief }) => {
    await Promise.resolve()
    const offers = menu.map(({ message }) => message)
    if (!offers.includes('deliver')) {
      const isAsking = 'area' in Object(known['spec']) && !('decision/links' in known)
      return isAsking
        ? [{ opens: 'decision', message: 'propose', facts: question }]
        : [say('accept', { plan: 'mend' })]
    }
    const isCaught = brief.text.includes('fails')
    return reports === undefined || isCaught
      ? [say('deliver')]
      : [say('deliver', { result: reports })]
  })

const reviewer = (meets: () => boolean): Mind =>
  plainMind(async () => {
    await Promise.resolve()
    const findings: string[] = []
    return [say('judge', { verdict: meets() ? { meets: { findings } } : { fails: { findings } } })]
  })

interface Stage {
  readonly works: readonly Assigned[]
  readonly engineers?: { readonly [name: string]: Mind }
  readonly merge?: (commit: string) => EffectOutcome
  readonly later?: string
  /** The fault point at which the program ends at its first visit, and is then started again. */
  readonly killedAt?: string
}

class Killed extends Error {}

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

const signals = { stop: new AbortController().signal, onBreak: () => undefined }

const done: EffectOutcome = { kind: 'done', receipt: {} }

const afterMerge = 'git: after the branch moved'

const branchOf =
  (merge: Stage['merge'], merged: string[]) =>
  (faults: Faults): EnvironmentPort => ({
    kind: 'git',
    preview: async () => await Promise.resolve({ title: '', text: '' }),
    perform: async ({ values }) => {
      const commit = JSON.stringify(values)
      const outcome = merge?.(commit) ?? done
      if (outcome.kind === 'done') faults.reach('git: merge commit made')
      if (outcome.kind === 'done') merged.push(commit)
      faults.reach(afterMerge)
      return await Promise.resolve(outcome)
    },
    ask: async () => await Promise.resolve({ kind: 'not-started' }),
    undo: async () => await Promise.resolve({}),
    exists: async () => await Promise.resolve(undefined),
    close: async () => await Promise.resolve(),
  })

/** A program that ends at a point cannot go on from there. */
const deadlyAt = (deadly: string): Faults => ({
  reach: (point) => {
    if (point === deadly) throw new Killed(point)
  },
})

const stage = async ({ works, engineers, merge, later, killedAt }: Stage) => {
  const told: UsualLine[] = []
  const opened: string[] = []
  const merged: string[] = []
  let entries: readonly Listed[] | undefined
  // What was never committed has nothing in it that would meet the task.
  const isThere = (): boolean =>
    told.findLast(({ what }) => what === 'delivered')?.['exists'] !== false
  const branch = branchOf(merge, merged)
  // Worktrees and the list outlive the program.
  const scratch = namedScratch(opened)
  const start = async (faults = noFaults): Promise<void> =>
    await runUsualWay({
      plan: {
        first: works,
        again: { work: 'second-try', engineer: 'kim', task: taskIn('notes.md') },
      },
      list: {
        read: () => entries,
        write: (next) => {
          entries = next
        },
      },
      minds: new Map([
        ['eve', engineers?.['eve'] ?? worker()],
        ['bob', engineers?.['bob'] ?? worker()],
        ['rob', reviewer(isThere)],
      ]),
      scratch,
      repository: branch(faults),
      answers: { first: 'unlink', later },
      hasChanged: told.some(({ what }) => what === 'changed'),
      faults,
      clock: simulatedClock(),
      tokensMax: 1_500,
      countTokens: (text) => Math.ceil(text.length / 4),
      told: (line) => told.push({ what: '', ...line }),
    })
  if (killedAt !== undefined) {
    await expect(start(deadlyAt(killedAt))).rejects.toThrow(Killed)
    told.push({ what: 'killed' })
  }
  await start()
  return {
    accounts: countUsual(told, (commit) => merged.includes(JSON.stringify([commit]))),
    told,
    opened,
    entries,
  }
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

  it.each(['host: before effect', 'git: merge commit made', afterMerge, 'host: before receipt'])(
    'killed at %s it goes on from its list, in the worktrees that it left',
    async (killedAt) => {
      const { accounts, told, opened, entries } = await stage({ works: both(), killedAt })
      expect(accounts).toMatchObject({ lost: 0, collisions: 0 })
      expect(entries?.map(({ state }) => state)).toEqual(['done', 'done'])
      expect(new Set(opened.filter((key) => !key.startsWith('rob')))).toEqual(
        new Set(['eve t1-0 on guide.md', 'bob t2-0 on guide.md']),
      )
      // What was under way is done once more: nobody kept what was said.
      const after = told.slice(told.findIndex(({ what }) => what === 'killed'))
      expect(after.filter(({ what }) => what === 'delivered')).toHaveLength(2)
    },
  )

  it('loses what was committed before it was killed and never merged after it', async () => {
    let isBack = false
    const engineers = {
      eve: plainMind(async (view, folder) => {
        const said = await worker().take(view, { variables: {}, folder: folder ?? '' }, signals)
        if (isBack || said.kind !== 'send') return 'I do not know what this was about'
        return said.messages
      }),
    }
    const merge = (): EffectOutcome => {
      isBack = true
      return done
    }
    const { accounts } = await stage({
      works: both(),
      engineers,
      merge,
      killedAt: 'git: merge commit made',
    })
    expect(accounts.lost).toBe(1)
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
})
