// What windows of the real coding agents hear of the firm, and when: run by windows.long.ts where only loopback is.
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { present } from '../../src/base/index.ts'
import { type DoorStage, stageAtDoor } from './door-stage.ts'
import { type HookProgram, makeHookProgram } from './hook-program.ts'
import { done, editBy, inParts, readBy } from './parts.ts'
import { findPrograms } from './real-agents.ts'
import type { Script } from './step.ts'
import { type Agent, claudeAgent, codexAgent, geminiAgent } from './window.ts'

const { programs, lacks } = findPrograms()

let made: HookProgram | undefined
afterAll(() => made?.remove())

beforeEach((context) => {
  if (programs === undefined) context.skip(lacks)
  made ??= makeHookProgram()
})

const stage = async (agent: Agent, script: Script): Promise<DoorStage> =>
  await stageAtDoor(present(programs, 'the programs are there'), {
    scripts: { ann: script },
    agents: [agent],
    hookProgram: made?.file ?? '',
  })

const askedAfter = ({ ground }: DoorStage, answers: number): string =>
  ground.model.seen.find((seen) => seen.answers === answers)?.last ?? ''

describe.each([claudeAgent, codexAgent, geminiAgent])('a window of $name', (agent) => {
  test('reads in its first request who it is and what stands', async () => {
    const staged = await stage(agent, inParts(done))
    await staged.room.decide('build', 'we use pnpm')
    expect(await staged.ground.open(agent, 'ann').ended).toMatchObject({ code: 0 })
    const first = askedAfter(staged, 0)
    expect(first).toContain(`You are ${agent.name}1, a window of `)
    expect(first).toContain('decision/build (boss): we use pnpm')
    await staged.close()
  })

  test('reads of a decision in the request after its next tool, where it bears on what it writes', async () => {
    const staged: DoorStage = await stage(
      agent,
      inParts(
        readBy(agent),
        editBy(agent, 'ann'),
        async (seen) => {
          await staged.room.decide('a', 'greetings are loud')
          await staged.room.decide('build', 'we use pnpm')
          return await readBy(agent)(seen)
        },
        done,
      ),
    )
    expect(await staged.ground.open(agent, 'ann').ended).toMatchObject({ code: 0 })
    expect(askedAfter(staged, 2)).not.toContain('greetings are loud')
    expect(askedAfter(staged, 3)).toContain('decision/a (boss): greetings are loud')
    expect(askedAfter(staged, 3)).not.toContain('we use pnpm')
    await staged.close()
  })

  test('reads of a changed goal before its next edit, which goes through once it has read it', async () => {
    let meanwhile = ''
    const staged: DoorStage = await stage(
      agent,
      inParts(
        readBy(agent),
        async (seen) => {
          await staged.room.changeGoal('say goodbye')
          return await editBy(agent, 'ann')(seen)
        },
        async (seen) => {
          meanwhile = await staged.ground.bytesOf('a.txt')
          return await editBy(agent, 'ann')(seen)
        },
        done,
      ),
    )
    expect(await staged.ground.open(agent, 'ann').ended).toMatchObject({ code: 0 })
    expect(askedAfter(staged, 2)).toContain('say goodbye')
    expect(meanwhile).toBe('line of ann\n\n')
    expect(await staged.ground.bytesOf('a.txt')).toBe('ann was here\n\n')
    await staged.close()
  })
})
