// Windows of the real coding agents on one repository without Firm: run by windows.long.ts where only loopback is.
import { beforeEach, describe, expect, test } from 'vitest'
import { present } from '../../src/base/index.ts'
import { sliceOf } from '../long/slice.ts'
import { meetingOf } from './meeting.ts'
import { findPrograms } from './real-agents.ts'
import { rivalScript } from './rival.ts'
import type { Script } from './step.ts'
import { type Agent, claudeAgent, codexAgent, geminiAgent } from './window.ts'
import { openWindowGround, type WindowGround } from './window-ground.ts'

const { programs, lacks } = findPrograms()

beforeEach((context) => {
  if (programs === undefined) context.skip(lacks)
})

const names = ['ann', 'ben', 'cat']

/** Opens a window for each agent; each edits its own line of one file, all at the same moment. */
const goAlone = async (agents: readonly Agent[]): Promise<WindowGround> => {
  const meetings = { before: meetingOf(agents.length), after: meetingOf(agents.length) }
  const scripts = agents.map(({ hands }, at): readonly [string, Script] => {
    const speaker = names[at] ?? ''
    return [speaker, rivalScript({ speaker, hands, meetings, isRefused: () => false })]
  })
  const ground = await openWindowGround(
    present(programs, 'the programs are there'),
    Object.fromEntries(scripts),
  )
  const windows = agents.map((agent, at) => ground.open(agent, names[at] ?? ''))
  for (const { ended } of windows) expect(await ended).toMatchObject({ code: 0, signal: null })
  return ground
}

/** What each window was told of its edit, by speaker. */
const told = ({ model }: WindowGround, speaker: string): string | undefined =>
  model.seen.find((seen) => seen.speaker === speaker && seen.answers === 2)?.last

describe('windows without Firm', () => {
  test.each([claudeAgent, codexAgent, geminiAgent])(
    '$name edits a file by itself',
    async (agent) => {
      const ground = await goAlone([agent])
      expect(await ground.bytesOf('a.txt')).toBe('ann was here\n\n')
      expect(ground.changed()).toBe(' M a.txt\n')
      const asked = ground.model.seen.map(({ speaker, answers }) => `${speaker} ${answers}`)
      expect(asked).toEqual(['ann 0', 'ann 1', 'ann 2'])
      expect(ground.model.seen[1]?.last).toContain('line of ann')
      expect(ground.model.others).toEqual([])
      await ground.close()
    },
  )

  const groups: readonly (readonly Agent[])[] = [
    [claudeAgent, claudeAgent],
    [claudeAgent, codexAgent],
    [claudeAgent, geminiAgent],
    [claudeAgent, codexAgent, geminiAgent],
  ]
  test.each(groups.map((agents) => ({ agents, who: agents.map(({ name }) => name).join(', ') })))(
    '$who: nobody is kept from the one file, and what they did in it is mixed, lost or torn',
    async ({ agents, who }) => {
      const rounds = sliceOf(1, 20)
      const speakers = names.slice(0, agents.length)
      let losing = 0
      let torn = 0
      for (const _round of rounds) {
        const ground = await goAlone(agents)
        const text = await ground.bytesOf('a.txt')
        const landed = speakers.filter((speaker) => text.includes(`${speaker} was here`))
        const succeeded = speakers.filter((speaker) => /success/i.test(told(ground, speaker) ?? ''))
        // Who found no line of its own had read the file while another was writing it anew.
        const broken = speakers.filter((speaker) => !succeeded.includes(speaker))
        for (const speaker of broken) expect(told(ground, speaker)).toMatch(/not find|modified/i)
        expect(landed.length).toBeGreaterThan(0)
        expect(succeeded).toEqual(expect.arrayContaining(landed))
        expect(ground.changed()).toBe(' M a.txt\n')
        if (succeeded.length > landed.length) losing += 1
        if (broken.length > 0) torn += 1
        await ground.close()
      }
      console.log(
        `${who}: ${rounds.length} rounds, ${losing} with an edit lost after it was told to have succeeded, ${torn} with one torn`,
      )
    },
  )
})
