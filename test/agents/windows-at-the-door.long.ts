// Windows of the real coding agents at the door of one firm: run by windows.long.ts where only loopback is.
import { fileURLToPath } from 'node:url'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { present } from '../../src/base/index.ts'
import { sliceOf } from '../long/slice.ts'
import { type DoorStage, stageAtDoor } from './door-stage.ts'
import { type HookProgram, makeHookProgram } from './hook-program.ts'
import { meetingOf } from './meeting.ts'
import { findPrograms } from './real-agents.ts'
import { keepHooks, neutralRepository, readHooks, shapesOf } from './recorded-hooks.ts'
import { ownFile, rivalScript } from './rival.ts'
import type { Script, Seen } from './step.ts'
import { type Agent, claudeAgent, codexAgent, geminiAgent } from './window.ts'

const { programs, lacks } = findPrograms()

let made: HookProgram | undefined
afterAll(() => made?.remove())

beforeEach((context) => {
  if (programs === undefined) context.skip(lacks)
  made ??= makeHookProgram()
})

const threeWindows = new URL('./recorded/three-windows.jsonl', import.meta.url)

const names = ['ann', 'ben', 'cat']

/** A script for each agent's model, all of which want one file at the same moment. */
const rivals = (agents: readonly Agent[]): { readonly [speaker: string]: Script } => {
  const meetings = { before: meetingOf(agents.length), after: meetingOf(agents.length) }
  const isRefused = ({ last }: Seen): boolean => last.includes('a.txt is held by')
  return Object.fromEntries(
    agents.map(({ hands }, at) => {
      const speaker = names[at] ?? ''
      return [speaker, rivalScript({ speaker, hands, meetings, isRefused })]
    }),
  )
}

/** The seats that began an edit of just this path, in the order of the ledger. */
const beganOn = ({ room }: DoorStage, path: string): readonly string[] =>
  room.events.flatMap((event) =>
    event.type === 'message-sent' &&
    event.message === 'begin' &&
    JSON.stringify(event.facts['paths']) === JSON.stringify([path])
      ? [event.by]
      : [],
  )

const askedAfter = ({ ground }: DoorStage, speaker: string, answers: number): string =>
  ground.model.seen.find((seen) => seen.speaker === speaker && seen.answers === answers)?.last ?? ''

/** What everybody sees of a round in which one of these got the file. */
const expectOneWinner = async (stage: DoorStage, speakers: readonly string[]): Promise<void> => {
  const { ground, room } = stage
  const text = await ground.bytesOf('a.txt')
  const winners = speakers.filter((speaker) => text.includes(`${speaker} was here`))
  expect(winners).toHaveLength(1)
  const holders = beganOn(stage, 'a.txt')
  expect(holders).toHaveLength(1)
  const [holder = ''] = holders
  const losers = speakers.filter((speaker) => !winners.includes(speaker))
  for (const loser of losers) {
    const refused = askedAfter(stage, loser, 2)
    expect(refused).toContain(`a.txt is held by ${holder}, a window of `)
    expect(refused).toMatch(/ since \S+Z .* it lapses at \S+Z .* Nothing was written\./)
    expect(refused).toContain(`\`firm cancel edit:${holder}-`)
    expect(beganOn(stage, ownFile(loser))).toHaveLength(1)
    expect(await ground.bytesOf(ownFile(loser))).toContain(`${loser} was here`)
  }
  // Nothing else was written, and nobody holds anything once all have left.
  const changed = ['a.txt', ...losers.map(ownFile)].toSorted()
  expect(ground.changed()).toBe(changed.map((path) => ` M ${path}\n`).join(''))
  expect(askedAfter(stage, winners[0] ?? '', 2)).toMatch(/success/i)
  expect([...room.host.state.leases.keys()]).toEqual([])
  expect([...room.host.state.open.keys()]).toEqual([])
}

/** The hooks look as those on which the suite's test rests; with the variable they take their place. */
const expectKnownHooks = ({ ground, room }: DoorStage): void => {
  const folders = new Map([
    [ground.repository, neutralRepository],
    // Claude Code names a folder after the one it works in.
    [ground.repository.replaceAll(/[^A-Za-z0-9]/g, '-'), '-repo'],
    [ground.home.folder, '/home'],
  ])
  if (process.env['FIRM_TEST_RECORD'] !== undefined) {
    keepHooks(fileURLToPath(threeWindows), room.hooks, folders)
  }
  expect(shapesOf(room.hooks)).toEqual(shapesOf(readHooks(threeWindows)))
}

describe('windows at the door', () => {
  const groups: readonly (readonly Agent[])[] = [
    [claudeAgent, claudeAgent],
    [claudeAgent, codexAgent],
    [claudeAgent, geminiAgent],
    [claudeAgent, codexAgent, geminiAgent],
  ]
  test.each(groups.map((agents) => ({ agents, who: agents.map(({ name }) => name).join(', ') })))(
    '$who: one gets the file, and the others hear who has it and go elsewhere',
    async ({ agents }) => {
      for (const round of sliceOf(1, 20)) {
        const speakers = names.slice(0, agents.length)
        const stage = await stageAtDoor(present(programs, 'they are there'), {
          scripts: rivals(agents),
          agents,
          hookProgram: made?.file ?? '',
        })
        const windows = agents.map((agent, at) => stage.ground.open(agent, speakers[at] ?? ''))
        for (const { ended } of windows) {
          expect({ round, ...(await ended) }).toMatchObject({ code: 0, signal: null })
        }
        await expectOneWinner(stage, speakers)
        if (agents.length === 3) expectKnownHooks(stage)
        await stage.close()
      }
    },
  )
})
