/** What windows hear through the door: first words, what others decide where it bears on them, and nothing twice. */
import { describe, expect, it } from 'vitest'
import {
  doorPorts,
  type ScriptedWindow,
  type StagedDoor,
  stageDoor,
} from '../../testing/staged-door.ts'
import { openDoor } from './door.ts'
import type { Move } from './move.ts'

const seats = { ada: 'claude', bea: 'claude' } as const
const one: ScriptedWindow = { agent: 'claude', session: 's-one', process: 11 }
const two: ScriptedWindow = { agent: 'claude', session: 's-two', process: 12 }

const stage = async (): Promise<StagedDoor> => {
  const staged = await stageDoor({ seats })
  await staged.move(one, { kind: 'started' })
  await staged.move(two, { kind: 'started' })
  return staged
}

/** The operator rules on a topic, as `firm decide` does. */
const decide = async ({ host }: StagedDoor, topic: string, decided: string): Promise<void> => {
  const facts = { question: `${topic}-${host.state.position}`, topic, decided }
  const chosen = { enactment: '', opens: 'decision', message: 'rule', facts }
  const verdict = await host.submit({
    type: 'act-as-member',
    member: 'boss',
    chosen: [chosen],
    cites: [],
    verdicts: [],
    records: [],
  })
  if (!verdict.ok) throw new Error(verdict.message)
}

const changeGoal = async (staged: StagedDoor, text: string): Promise<void> => {
  const { charter } = staged.host.state
  if (charter === undefined) throw new Error('a staged firm has a charter')
  await staged.adopt({ ...charter, goal: { ...charter.goal, text } })
}

const looked: Move = { kind: 'looked' }

describe('a window', () => {
  it('hears at its first word who it is, what stands and who edits what', async () => {
    const staged = await stageDoor({ seats })
    await staged.write(one, 'src/a.ts')
    await decide(staged, 'build', 'we use pnpm')
    const { told } = await staged.move(two, { kind: 'started' })
    expect(told).toMatchInlineSnapshot(`
      [
        "You are bea, a window of Claude Code in the firm acme.
      A write takes its lease by itself; there is nothing to ask for first. A write to what another holds is refused and names the holder: go on elsewhere meanwhile, or ask.
      The goal, by boss: ship (measured by tests pass).

      ## What stands here, for you too
      - decision/build (boss): we use pnpm

      ## What others edit now: leave it alone, or ask them
      - ada: src/a.ts, since 00:00 UTC",
      ]
    `)
  })

  it('hears of a decision at its next tool result, where it bears on what it writes, once', async () => {
    const staged = await stage()
    await staged.write(one, 'scripts/build.mjs')
    await decide(staged, 'build', 'we use pnpm')
    const told = ['decision/build (boss): we use pnpm']
    expect(await staged.move(one, looked)).toEqual({ kind: 'allow', told })
    expect(await staged.move(one, looked)).toEqual({ kind: 'allow', told: [] })
    expect(await staged.move(two, looked)).toEqual({ kind: 'allow', told: [] })
    expect(await staged.write(two, 'build/main.js')).toEqual({ kind: 'allow', told })
  })

  it('hears later what its agent would not have shown it', async () => {
    const staged = await stage()
    await decide(staged, 'build', 'we use pnpm')
    const call = { ...two, folder: '/repo', deaf: true } as const
    const move = { kind: 'about-to-write', paths: ['build/main.js'] } as const
    expect(await staged.door.take({ ...call, move })).toEqual({ kind: 'allow', told: [] })
    expect((await staged.move(two, looked)).told).toEqual(['decision/build (boss): we use pnpm'])
  })

  it('reads of a changed goal before its next write, which is refused once', async () => {
    const staged = await stage()
    await changeGoal(staged, 'ship on Friday')
    expect(await staged.write(one, 'src/a.ts')).toEqual({
      kind: 'refuse',
      because:
        'What you work by has changed, so nothing was written. Look whether this write still holds, and write it again if it does.',
      told: ["boss changed the firm's goal: ship on Friday (measured by tests pass)"],
    })
    expect(await staged.write(one, 'src/a.ts')).toEqual({ kind: 'allow', told: [] })
    expect((await staged.move(two, looked)).told).toHaveLength(1)
    expect(await staged.write(two, 'src/b.ts')).toEqual({ kind: 'allow', told: [] })
  })

  it('reads before its next write that what it was told was overruled', async () => {
    const staged = await stage()
    await decide(staged, 'build', 'we use npm')
    await staged.write(one, 'build/a.js')
    await decide(staged, 'build', 'we use pnpm')
    expect(await staged.write(one, 'src/a.ts')).toMatchObject({
      kind: 'refuse',
      told: ['decision/build (boss): we use pnpm; before it said we use npm'],
    })
    expect(await staged.write(one, 'src/a.ts')).toEqual({ kind: 'allow', told: [] })
  })

  it('is told again by a host that was started anew, and never not at all', async () => {
    const staged = await stage()
    await staged.write(one, 'build/a.js')
    await decide(staged, 'build', 'we use pnpm')
    staged.door.close()
    const again = await openDoor(staged.host, doorPorts(staged.world))
    const call = { ...one, folder: '/repo', move: looked }
    expect((await again.take(call)).told).toEqual(['decision/build (boss): we use pnpm'])
    expect((await again.take(call)).told).toEqual([])
  })

  it('hears what the operator tells it', async () => {
    const staged = await stage()
    await staged.host.submit({
      type: 'tell-member',
      by: 'boss',
      member: 'ada',
      enactment: '',
      text: 'leave the styles',
    })
    expect((await staged.move(one, looked)).told).toEqual(['boss tells you: leave the styles'])
    expect((await staged.move(two, looked)).told).toEqual([])
  })
})
