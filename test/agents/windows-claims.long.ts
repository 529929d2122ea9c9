// What windows of the real coding agents say that does not hold, and what their commands write: run by windows.long.ts.
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { present } from '../../src/base/index.ts'
import { type DoorStage, stageAtDoor } from './door-stage.ts'
import { type HookProgram, makeHookProgram } from './hook-program.ts'
import { done, editBy, inParts, type Part, readBy } from './parts.ts'
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

const stage = async (agents: readonly Agent[], script: Script): Promise<DoorStage> =>
  await stageAtDoor(present(programs, 'the programs are there'), {
    scripts: { ann: script },
    agents,
    hookProgram: made?.file ?? '',
  })

const askedAfter = ({ ground }: DoorStage, answers: number): string =>
  ground.model.seen.find((seen) => seen.answers === answers)?.last ?? ''

const answersOf = ({ ground }: DoorStage): number =>
  Math.max(...ground.model.seen.map(({ answers }) => answers)) + 1

const notes = ({ room }: DoorStage): readonly string[] =>
  room.events.flatMap((event) => (event.type === 'observation-noted' ? [event.text] : []))

const says =
  (text: string): Part =>
  () => ({ text })

describe.each([claudeAgent, codexAgent, geminiAgent])('a window of $name', (agent) => {
  test('that says what does not hold is sent back once, and reads why in its next request', async () => {
    const lie = 'I fixed the greeting in commit 3f2a9bc. All tests pass.'
    // It says so for ever, and is let go all the same.
    const staged = await stage([agent], inParts(says(lie)))
    expect(await staged.ground.open(agent, 'ann').ended).toMatchObject({ code: 0 })
    const next = askedAfter(staged, 1)
    expect(next).toContain('nothing in the repository has changed since you were asked')
    expect(next).toContain('no command of this window ran any')
    expect(next).toContain('the repository has none of that name')
    expect(answersOf(staged)).toBe(2)
    expect(notes(staged).filter((text) => text.includes('It said so again'))).toHaveLength(3)
    await staged.close()
  })

  test('that did what it says is not sent back', async () => {
    const tested: Part = () => ({ call: agent.hands.run('node --test') })
    const said = says('I changed my line. All tests pass.')
    const staged = await stage([agent], inParts(readBy(agent), editBy(agent, 'ann'), tested, said))
    expect(await staged.ground.open(agent, 'ann').ended).toMatchObject({ code: 0 })
    expect(answersOf(staged)).toBe(4)
    expect(notes(staged)).toEqual([])
    await staged.close()
  })

  test('whose command writes what another holds reads so in its next request, and leases what was free', async () => {
    const writes: Part = () => ({ call: agent.hands.run('echo more >> a.txt; echo new > new.txt') })
    const staged = await stage([agent, claudeAgent], inParts(writes, done))
    const seat = `claude${agent === claudeAgent ? 1 : 2}`
    const other = { agent: 'claude', session: 'another', folder: staged.ground.repository } as const
    for (const kind of ['about-to-write', 'wrote'] as const) {
      const taken = await staged.room.take({ ...other, move: { kind, paths: ['a.txt'] } })
      expect(taken.kind).toBe('allow')
    }
    expect(await staged.ground.open(agent, 'ann').ended).toMatchObject({ code: 0 })
    const next = askedAfter(staged, 1)
    expect(next).toContain(`While your command ran, a.txt was written. a.txt is held by ${seat}`)
    expect(next).toContain('undo that change alone')
    expect(notes(staged).join()).toContain(
      `a.txt, which ${seat} holds, was written while a command`,
    )
    const leased = staged.room.events.flatMap((event) =>
      event.type === 'message-sent' && event.message === 'begin' ? [event.facts['paths']] : [],
    )
    expect(leased).toEqual([['a.txt'], ['new.txt']])
    const write = { ...other, move: { kind: 'about-to-write', paths: ['a.txt'] } } as const
    expect(await staged.room.take(write)).toMatchObject({ kind: 'refuse' })
    await staged.close()
  })
})
