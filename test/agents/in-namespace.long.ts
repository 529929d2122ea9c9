// Claude Code and Codex, the real programs, in a company: run by coding-agents.long.ts where only loopback is.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { present } from '../../src/base/index.ts'
import { openProcesses } from '../../src/environments/process/index.ts'
import type { Processes } from '../../src/host/ports/index.ts'
import type { FirmEvent } from '../../src/kernel/index.ts'
import {
  type AgentsHome,
  claude,
  codex,
  findPrograms,
  makeAgentsHome,
  seated,
} from './real-agents.ts'
import { openScriptedModel, type ScriptedModel } from './scripted-model.ts'
import { claudeHands, codexHands, dutiful } from './scripts.ts'
import { type Seat, stageCompany, type StagedCompany } from './staged-company.ts'
import type { Script } from './step.ts'

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
  readonly agents: AgentsHome
}

const stage = async (
  scripts: { readonly [name: string]: Script },
  seats: (agents: AgentsHome) => { readonly [name: string]: Seat },
): Promise<Stage> => {
  const model = await openScriptedModel(new Map(Object.entries(scripts)))
  const agents = await makeAgentsHome(model, present(programs, 'the programs are there'))
  const company = await stageCompany(new Map(Object.entries(seats(agents))))
  closers.push(model.close, agents.remove, company.close)
  return { model, company, agents }
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

const sent = (events: readonly FirmEvent[]): readonly string[] =>
  events.flatMap((event) => (event.type === 'message-sent' ? [`${event.by} ${event.message}`] : []))

describe.skipIf(programs === undefined)(`the real coding agents${lacks && ` (${lacks})`}`, () => {
  test('Claude Code writes, Codex judges, and the work is merged', async () => {
    const { company, model } = await stage(
      { eve: dutiful({ hands: claudeHands }), bob: dutiful({ hands: codexHands }) },
      (agents) => ({
        eve: seated(claude(), 'eve', { agents, processes }),
        bob: seated(codex(), 'bob', { agents, processes }),
      }),
    )
    await company.act(offer('eve'))
    await company.until('message-sent', ({ message }) => message === 'judge')
    for (const one of model.seen)
      console.log(one.speaker, one.answers, one.told.slice(-2500), '<<LAST', one.last.slice(0, 600))
    await company.act({ enactment: 'handoff:w1', message: 'apply', facts: {} })
    await company.until('enactment-ended')
    expect(company.onBranch('a.txt')).toBe('hello ALPHA\n')
    expect(sent(company.events)).toEqual([
      'you offer',
      'eve accept',
      'eve deliver',
      'bob judge',
      'you apply',
    ])
    expect(model.others).toEqual([])
    console.log(
      JSON.stringify(
        model.seen.map((s) => s),
        null,
        1,
      ).slice(0, 12000),
    )
    console.log(JSON.stringify(company.events.filter((e) => e.type === 'turn-ended')))
  })
})
