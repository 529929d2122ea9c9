// Claude Code and Codex, the real programs, in a company: run by coding-agents.long.ts where only loopback is.
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { present } from '../../src/base/index.ts'
import { openProcesses } from '../../src/environments/process/index.ts'
import { carriesMark, readProcessTable } from '../../src/environments/process/process-table.ts'
import type { Processes } from '../../src/host/ports/index.ts'
import type { FirmEvent } from '../../src/kernel/index.ts'
import { makeAgentsHome } from './agents-home.ts'
import {
  carelessClaude,
  claude,
  claudeWithShell,
  codex,
  findPrograms,
  seated,
  type Seating,
} from './real-agents.ts'
import { openScriptedModel, type ScriptedModel } from './scripted-model.ts'
import { claudeHands, codexHands, dutiful, type Hands } from './scripts.ts'
import { type Seat, stageCompany, type StagedCompany } from './staged-company.ts'
import type { Script, Seen, Step } from './step.ts'

const { programs, lacks } = findPrograms()
let processes: Processes
beforeAll(async () => {
  processes = await openProcesses()
})

const closers: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closers.toReversed()) await close()
})

interface Stage {
  readonly model: ScriptedModel
  readonly company: StagedCompany
}

const stage = async (
  scripts: { readonly [name: string]: Script },
  seats: (seating: Seating, home: string) => { readonly [name: string]: Seat },
): Promise<Stage> => {
  const model = await openScriptedModel(new Map(Object.entries(scripts)))
  const agents = await makeAgentsHome(model, present(programs, 'the programs are there'))
  const company = await stageCompany(
    (home) => new Map(Object.entries(seats({ agents, processes }, home))),
  )
  closers.push(model.close, agents.remove, company.close)
  return { model, company }
}

const offer = (engineer: string) => ({
  enactment: '',
  opens: 'handoff',
  message: 'offer',
  facts: {
    work: 'w1',
    engineer,
    spec: { goal: 'make the greeting loud', paths: ['a.txt'], area: 'tone' },
  },
})

const ofType = <T extends FirmEvent['type']>(events: readonly FirmEvent[], type: T) =>
  events.filter((event): event is Extract<FirmEvent, { readonly type: T }> => event.type === type)

const sent = ({ events }: StagedCompany): readonly string[] =>
  ofType(events, 'message-sent').map(({ by, message }) => `${by} ${message}`)

/** What agents reported of the turns of a member, times and our own measures of the brief left out. */
const usesOf = ({ events }: StagedCompany, member: string): readonly object[] => {
  const turns = new Set(
    ofType(events, 'turn-opened').flatMap((one) => (one.member === member ? [one.turn] : [])),
  )
  return ofType(events, 'turn-ended')
    .filter(({ turn }) => turns.has(turn))
    .map(
      ({ use: { ms: _ms, briefBytes: _bytes, briefHash: _hash, briefTokens: _tokens, ...use } }) =>
        use,
    )
}

/** Processes that carry the mark of any turn of the company and still live. */
const leftOver = async ({ events, markOf }: StagedCompany): Promise<readonly string[]> => {
  const marks = ofType(events, 'turn-opened').map(({ turn }) => markOf(turn))
  const found: string[] = []
  for (const { pid, name, ended } of await readProcessTable()) {
    if (ended) continue
    for (const mark of marks) if (await carriesMark(pid, mark)) found.push(name)
  }
  return found
}

const bySteps = (seen: Seen, ...steps: readonly Step[]): Step =>
  steps[Math.min(seen.answers, steps.length - 1)] ?? { text: '' }

const silent: Step = { silent: true }

beforeEach((context) => {
  if (programs === undefined) context.skip(lacks)
})

describe('the real coding agents', () => {
  test('Claude Code writes, Codex judges, and the work is merged', async () => {
    const { company, model } = await stage(
      { eve: dutiful({ hands: claudeHands }), bob: dutiful({ hands: codexHands }) },
      (seating) => ({
        eve: seated(claude(), 'eve', seating),
        bob: seated(codex(), 'bob', seating),
      }),
    )
    await company.act(offer('eve'))
    await company.until('message-sent', ({ message }) => message === 'judge')
    await company.act({ enactment: 'handoff:w1', message: 'apply', facts: {} })
    await company.until('enactment-ended')
    expect(company.onBranch('a.txt')).toBe('hello ALPHA\n')
    expect(sent(company)).toEqual([
      'you offer',
      'eve accept',
      'eve deliver',
      'bob judge',
      'you apply',
    ])
    const [, , delivered, judged] = ofType(company.events, 'message-sent')
    const { result } = present(delivered, 'it was delivered').facts
    expect(judged?.facts).toEqual({ verdict: { meets: { findings: [] } } })
    const commit = typeof result === 'string' ? result : ''
    // The commit was left out: the host made it, in the name of the member.
    expect(company.authorOf(commit)).toBe('eve handoff:w1: deliver')
    // A turn is a conversation of its own: accepting is one request, delivering three, judging two.
    const asked = model.seen.map(({ speaker, answers }) => `${speaker} ${answers}`)
    expect(asked).toEqual(['eve 0', 'eve 0', 'eve 1', 'eve 2', 'bob 0', 'bob 1'])
    expect(model.seen[1]?.told).toContain('"goal":"make the greeting loud"')
    expect(model.seen[1]?.told).toContain('- plan (accept, by eve): be loud')
    expect(model.seen[3]?.last).toContain('has been updated successfully')
    expect(model.seen[4]?.told).toContain(commit)
    expect(model.seen[5]?.last).toContain('hello ALPHA')
    expect(usesOf(company, 'eve')).toEqual([
      { tokensIn: 10, tokensOut: 10, moneyMillionths: 240, currency: 'USD' },
      { tokensIn: 30, tokensOut: 30, moneyMillionths: 720, currency: 'USD' },
    ])
    expect(usesOf(company, 'bob')).toEqual([{ tokensIn: 20, tokensOut: 20 }])
    expect(model.others).toEqual([])
    expect(await leftOver(company)).toEqual([])
  })

  test('Codex writes, Claude Code finds it wanting, and a round mends it', async () => {
    const quiet = { from: 'hello alpha', to: 'hello Alpha' }
    const loud = dutiful({ hands: codexHands })
    const meek = dutiful({ hands: codexHands, ...quiet })
    const { company, model } = await stage(
      {
        eve: dutiful({ hands: claudeHands }),
        bob: (seen) => (seen.told.includes('handoff:w1~2') ? loud(seen) : meek(seen)),
      },
      (seating) => ({
        eve: seated(claude(), 'eve', seating),
        bob: seated(codex(), 'bob', seating),
      }),
    )
    await company.act(offer('bob'))
    await company.until('message-sent', ({ message }) => message === 'judge')
    expect(await company.inWorktree('handoff:w1', 'bob', 'a.txt')).toBe('hello Alpha\n')
    await company.act({ enactment: 'handoff:w1', message: 'redo', facts: {} })
    await company.until('enactment-opened', ({ round }) => round === 1)
    await company.act({ enactment: 'handoff:w1~2', message: 'offer', facts: { engineer: 'bob' } })
    await company.until(
      'message-sent',
      (one) => one.message === 'judge' && one.enactment !== 'handoff:w1',
    )
    await company.act({ enactment: 'handoff:w1~2', message: 'apply', facts: {} })
    await company.until('enactment-ended', ({ enactment }) => enactment === 'handoff:w1')
    expect(company.onBranch('a.txt')).toBe('hello ALPHA\n')
    const again = model.seen.find(({ told }) => told.includes('handoff:w1~2'))
    expect(again?.told).toContain('the greeting lacks ALPHA')
  })

  test('a cancel in mid-turn ends the agent with what it started', async () => {
    for (const name of ['eve', 'bob'] as const) {
      const isClaude = name === 'eve'
      const hands = isClaude ? claudeHands : codexHands
      const deliver = (seen: Seen): Step =>
        bySteps(seen, { call: hands.run('echo begun > begun; sleep 300') }, silent)
      const { company } = await stage({ [name]: dutiful({ hands, deliver }) }, (seating) => ({
        [name]: seated(isClaude ? claudeWithShell() : codex(), name, seating),
      }))
      await company.act(offer(name))
      await company.eventually(async () => (await leftOver(company)).includes('sleep'))
      expect(await company.inWorktree('handoff:w1', name, 'begun')).toBe('begun\n')
      await company.host.submit({
        type: 'end-enactment',
        enactment: 'handoff:w1',
        as: 'cancelled',
        by: 'you',
        because: 'not today',
      })
      await company.eventually(async () => (await leftOver(company)).length === 0)
      expect(ofType(company.events, 'enactment-ended')).toMatchObject([{ as: 'cancelled' }])
      expect(sent(company)).toEqual(['you offer', `${name} accept`])
    }
  })

  test('a changed decision ends the agent, and the next request begins with what changed', async () => {
    for (const name of ['eve', 'bob'] as const) {
      const isClaude = name === 'eve'
      const hands = isClaude ? claudeHands : codexHands
      const isTold = ({ told }: Seen): boolean => told.includes('Changed since your last turn')
      const change = { from: 'hello alpha', to: 'hello ALPHA' }
      const deliver = (seen: Seen): Step =>
        bySteps(seen, { call: hands.edit(seen, change) }, silent)
      const untold = dutiful({ hands, deliver })
      const script: Script = (seen) =>
        isTold(seen) ? { text: '{"pass":"I was told"}' } : untold(seen)
      const { company, model } = await stage({ [name]: script }, (seating) => ({
        [name]: seated(isClaude ? claude() : codex(), name, seating),
      }))
      await company.act(offer(name))
      await model.silenced(name)
      await company.act({
        enactment: '',
        opens: 'decision',
        message: 'rule',
        facts: { question: 'q1', topic: 'tone', decided: 'soft' },
      })
      await company.until('turn-ended', ({ why }) => why === 'I was told')
      const [stopped] = ofType(company.events, 'turn-ended').filter(({ how }) => how === 'passed')
      expect(stopped?.why).toBe('stopped: decision/tone changed (version 1)')
      const told = model.seen.find(isTold)?.told ?? ''
      expect(told).toContain('- decision/tone is at version 1 now, by you')
      expect(told).toContain('- decision/tone (version 1, by you in decision:q1): soft')
      // What it had written is still in its worktree.
      expect(await company.inWorktree('handoff:w1', name, 'a.txt')).toBe('hello ALPHA\n')
      expect(await leftOver(company)).toEqual([])
    }
  })

  test('an agent that passes its time is ended, and its turn says so', async () => {
    for (const name of ['eve', 'bob'] as const) {
      const isClaude = name === 'eve'
      const hands = isClaude ? claudeHands : codexHands
      const script = dutiful({ hands, deliver: () => silent })
      const { company } = await stage({ [name]: script }, (seating) => ({
        [name]: seated(isClaude ? claude() : codex(), name, {
          ...seating,
          limits: { timeMs: 3000 },
        }),
      }))
      await company.act(offer(name))
      const { why } = await company.until('turn-ended', ({ how }) => how === 'failed')
      expect(why).toBe(
        `${isClaude ? 'claude' : 'codex'} did not answer within 3000 ms and was ended`,
      )
      await company.host.submit({
        type: 'pause-member',
        member: name,
        by: 'you',
        because: 'enough',
      })
      await company.eventually(async () => (await leftOver(company)).length === 0)
    }
  })

  test('a commit that is not there is refused, and the next request says so', async () => {
    for (const name of ['eve', 'bob'] as const) {
      const isClaude = name === 'eve'
      const hands = isClaude ? claudeHands : codexHands
      const deliver = (seen: Seen): Step =>
        seen.told.includes('there is no commit')
          ? { text: '{"pass":"I was caught"}' }
          : { text: JSON.stringify({ message: 'deliver', facts: { result: 'f'.repeat(40) } }) }
      const { company, model } = await stage(
        { [name]: dutiful({ hands, deliver }) },
        (seating) => ({
          [name]: seated(isClaude ? claude() : codex(), name, seating),
        }),
      )
      await company.act(offer(name))
      await company.until('turn-refused', ({ why }) => why === 'missing-receipt')
      await company.eventually(() =>
        model.seen.some(({ told }) => told.includes('there is no commit')),
      )
      expect(sent(company)).toEqual(['you offer', `${name} accept`])
    }
  })

  test('in a fence both do their work, and neither sees the firm or the other', async (context) => {
    if (processes.containment.kind !== 'bubblewrap') context.skip('bubblewrap is not here')
    let firm = ''
    const peeking = (hands: Hands): Script => {
      const usual = dutiful({ hands })
      return (seen) => {
        if (seen.told.includes('{"message": "accept"')) return usual(seen)
        if (seen.answers === 0) return { call: hands.run(`ls '${firm}' '${firm}/scratch'`) }
        return usual({ ...seen, answers: seen.answers - 1 })
      }
    }
    const { company, model } = await stage(
      { eve: peeking(claudeHands), bob: peeking(codexHands) },
      (seating, home) => {
        firm = home
        const fenced = { ...seating, fence: { hidden: [home], network: true } }
        return {
          eve: seated(claudeWithShell(), 'eve', fenced),
          bob: seated(codex(), 'bob', fenced),
        }
      },
    )
    await company.act(offer('eve'))
    await company.until('message-sent', ({ message }) => message === 'judge')
    await company.act({ enactment: 'handoff:w1', message: 'apply', facts: {} })
    await company.until('enactment-ended')
    expect(company.onBranch('a.txt')).toBe('hello ALPHA\n')
    const peeks = model.seen.filter(({ last }) => last.includes(`${firm}/scratch:`))
    expect(peeks.map(({ speaker }) => speaker)).toEqual(['eve', 'bob'])
    for (const { speaker, last } of peeks) {
      const [, listed = ''] = last.split(`${firm}:`)
      expect(
        listed
          .replaceAll(firm, '')
          .match(/\w+/g)
          ?.filter((word) => !/^[0-9a-f]{16}$/.test(word)),
      ).toEqual(['scratch', 'scratch', speaker])
    }
  })

  test('hooks that a delivery brings along do not run in the turn of who judges it', async () => {
    for (const [manner, runs] of [
      [claude(), false],
      [carelessClaude(), true],
    ] as const) {
      let witness = ''
      const deliver = (seen: Seen): Step => {
        const hook = { hooks: [{ type: 'command', command: `touch '${witness}'` }] }
        const settings = JSON.stringify({ hooks: { SessionStart: [hook] } }).replaceAll(
          "'",
          String.raw`'\''`,
        )
        const command = `mkdir .claude && printf '%s' '${settings}' > .claude/settings.json`
        return bySteps(seen, { call: codexHands.run(command) }, { text: '{"message":"deliver"}' })
      }
      const { company } = await stage(
        { bob: dutiful({ hands: codexHands, deliver }), eve: dutiful({ hands: claudeHands }) },
        (seating, home) => {
          witness = `${home}/witness`
          return { bob: seated(codex(), 'bob', seating), eve: seated(manner, 'eve', seating) }
        },
      )
      await company.act(offer('bob'))
      await company.until('message-sent', ({ message }) => message === 'judge')
      expect(await company.inWorktree('handoff:w1', 'eve', '.claude/settings.json')).toContain(
        'touch',
      )
      expect(existsSync(witness)).toBe(runs)
    }
  })
})
