/** The minds of the first minute: each decides from its brief, its menu and its worktree alone. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { JsonObject } from '../../../base/index.ts'
import type { Mind, MindAnswer, TurnView } from '../../../host/ports/index.ts'
import { plantRepository } from '../../../testing/planted-repository.ts'
import { Task } from '../protocols.ts'
import { engineerMind } from './engineer.ts'
import { leadMind } from './lead.ts'
import { mend, ways } from './mending.ts'
import { reviewerMind } from './reviewer.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firm-minds-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const task = (more: JsonObject = {}): JsonObject => ({
  title: 'a link',
  kind: 'dead-link',
  paths: ['planted-by-firm/guide.md'],
  line: 1,
  target: 'gone.md',
  why: '',
  mend: '',
  planted: true,
  ...more,
})

interface Shown {
  readonly known: JsonObject
  readonly says: readonly string[]
  readonly brief?: string
  readonly changed?: readonly string[]
  readonly protocol?: string
}

const ask = async (mind: Mind, shown: Shown): Promise<MindAnswer> => {
  const { known, says, brief = '', changed = [], protocol = 'change' } = shown
  const menu = says.map((message) => ({ message, schema: {}, summary: '' }))
  const view: TurnView = {
    turn: 't1',
    member: 'eve',
    role: 'engineer',
    protocol,
    enactment: `${protocol}:t1`,
    brief: { text: brief, tokens: 1 },
    known,
    changed,
    menu: [...menu, { message: 'propose', opens: 'decision', schema: {}, summary: '' }],
  }
  const signals = { stop: new AbortController().signal, onBreak: () => undefined }
  return await mind.take(view, { folder, variables: {} }, signals)
}

const planOf = (answer: MindAnswer): unknown =>
  answer.kind === 'send' ? answer.messages[0]?.facts['plan'] : answer.kind

const eve = engineerMind({ lies: false })
const liar = engineerMind({ lies: true })

describe('an engineer', () => {
  it('does what the finding says where nothing is to be decided', async () => {
    expect(planOf(await ask(eve, { known: { spec: task() }, says: ['accept'] }))).toBe(ways.follow)
  })

  it('asks before it decides what is not its to decide, and once it is asked it waits', async () => {
    const known = { spec: task({ area: 'dead-links' }) }
    const asked = await ask(eve, { known, says: ['accept'] })
    expect(asked).toMatchObject({ messages: [{ opens: 'decision', message: 'propose' }] })
    const brief = 'nearby: decision:dead-links'
    expect((await ask(eve, { known, says: ['accept'], brief })).kind).toBe('pass')
  })

  it.each(['unlink', 'guide'] as const)('plans as was decided: %s', async (decided) => {
    const known = { spec: task({ area: 'dead-links' }), 'decision/dead-links': decided }
    expect(planOf(await ask(eve, { known, says: ['accept'] }))).toBe(ways[decided])
  })

  it('takes the quick way with a conflict, unless its brief says that this failed', async () => {
    const known = { spec: task({ kind: 'conflict-marker' }) }
    expect(planOf(await ask(eve, { known, says: ['accept'] }))).toBe(ways.remove)
    const brief = `What was tried: plan: ${ways.remove}`
    expect(planOf(await ask(eve, { known, says: ['accept'], brief }))).toBe(ways.both)
  })
})

describe('the engineer who lies', () => {
  const known = { spec: task(), plan: ways.remove }

  it('reports a commit that it never made, and works once it was caught', async () => {
    const lie = await ask(liar, { known, says: ['deliver'] })
    const facts = lie.kind === 'send' ? (lie.messages[0]?.facts ?? {}) : {}
    const result = z.string().parse(facts['result'])
    expect(result).toMatch(/^[0-9a-f]{40}$/)
    const changed = [`refused: result: there is no commit ${result}`]
    const again = await ask(liar, { known, says: ['deliver'], changed })
    expect(again).toMatchObject({ messages: [{ message: 'deliver', facts: {} }] })
  })

  it('has no occasion for it but in the file that both want', async () => {
    const spec = task({ paths: ['planted-by-firm/notes.md'], kind: 'conflict-marker' })
    const answer = await ask(liar, { known: { spec, plan: ways.remove }, says: ['deliver'] })
    expect(answer).toMatchObject({ messages: [{ message: 'deliver', facts: {} }] })
  })
})

describe('mending', () => {
  it('is done again where a crash cut the turn off after its commit', async () => {
    const repository = await plantRepository({ 'guide.md': '[a](a.md)\n', 'pages/a.md': 'A\n' })
    await repository.git('update-ref', 'refs/remotes/firm/main', 'HEAD')
    await repository.commit({ 'guide.md': '[a](pages/a.md)\n' })
    const found = Task.parse(task({ paths: ['guide.md'], target: 'a.md' }))
    expect(await mend(repository.folder, found, ways.follow)).toBe(true)
    expect(await repository.git('diff', '--stat', 'HEAD', '--', 'guide.md')).toBe('')
    await repository.remove()
  })
})

describe('the reviewer', () => {
  const judge = async (text: string): Promise<MindAnswer> => {
    writeFileSync(join(folder, 'notes.md'), text)
    const spec = task({ kind: 'conflict-marker', paths: ['notes.md'] })
    return await ask(reviewerMind(), { known: { spec }, says: ['judge'] })
  }

  it('finds a conflict that is still there, and none that is gone', async () => {
    const there = '<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n'
    expect(await judge(there)).toMatchObject({ messages: [{ facts: { verdict: { fails: {} } } }] })
    expect(await judge('a\nb\n')).toMatchObject({
      messages: [{ facts: { verdict: { meets: {} } } }],
    })
  })
})

describe('the lead', () => {
  const tasks = [
    { work: 't1', engineer: 'eve', task: task() },
    { work: 'second-try', engineer: 'kim', task: task() },
  ]

  it('splits the job into its first tasks', async () => {
    const answer = await ask(leadMind(), { known: { tasks }, says: ['split'], protocol: 'job' })
    expect(answer).toMatchObject({
      messages: [{ message: 'split', facts: { parts: [{ key: 't1' }] } }],
    })
  })

  it('offers what failed to somebody new, once somebody new is here', async () => {
    const shown = { known: { tasks }, says: ['retry'], protocol: 'job' }
    expect((await ask(leadMind(), shown)).kind).toBe('pass')
    const answer = await ask(leadMind(), { ...shown, brief: 'Whom to ask: kim' })
    expect(answer).toMatchObject({
      messages: [{ message: 'retry', facts: { repairs: [{ key: 'second-try' }] } }],
    })
  })

  it('merges what was judged', async () => {
    const answer = await ask(leadMind(), { known: {}, says: ['apply'] })
    expect(answer).toMatchObject({ messages: [{ message: 'apply' }] })
  })
})
