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
    '$who: all are told that their edit of one file landed, and some of it is lost or mixed',
    async ({ agents, who }) => {
      const rounds = sliceOf(1, 20)
      let losing = 0
      for (const round of rounds) {
        const ground = await goAlone(agents)
        const speakers = names.slice(0, agents.length)
        for (const speaker of speakers) {
          expect(told(ground, speaker), `${speaker} in round ${round}`).toMatch(/success/i)
        }
        // Nobody was sent elsewhere, and what is in the one file is of several hands, or of too few.
        expect(ground.changed()).toBe(' M a.txt\n')
        const text = await ground.bytesOf('a.txt')
        const lost = speakers.filter((speaker) => !text.includes(`${speaker} was here`))
        expect(lost.length).toBeLessThan(agents.length)
        if (lost.length > 0) losing += 1
        await ground.close()
      }
      console.log(`${who}: ${rounds.length} rounds, ${losing} in which an edit was lost`)
    },
  )
})
