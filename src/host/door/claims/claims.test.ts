// "Done" is a claim: what does not hold goes back to the window once, and stands in the ledger.
import { describe, expect, it } from 'vitest'
import { type ScriptedWindow, type StagedDoor, stageDoor } from '../../../testing/staged-door.ts'
import { doorPorts } from '../../../testing/staged-door.ts'
import { openDoor } from '../door.ts'
import type { DoorReply } from '../move.ts'

const seats = { ada: 'claude', bea: 'codex' } as const
const one: ScriptedWindow = { agent: 'claude', session: 's-one' }
const two: ScriptedWindow = { agent: 'codex', session: 's-two' }

const stage = async (said = 'fix the login'): Promise<StagedDoor> => {
  const staged = await stageDoor({ seats })
  await staged.move(one, { kind: 'started' })
  await staged.move(one, { kind: 'prompted', said })
  return staged
}

const stop = async ({ move }: StagedDoor, said: string, again = false): Promise<DoorReply> =>
  await move(one, { kind: 'stopping', said, again })

const run = async ({ move }: StagedDoor, command: string, failed = false): Promise<void> => {
  await move(one, { kind: 'about-to-run', command })
  await move(one, { kind: 'ran', command, failed })
}

const noted = ({ events }: StagedDoor): readonly string[] =>
  events('observation-noted').map(({ by, about, text }) => `${by}, ${about}: ${text}`)

const letGo: DoorReply = { kind: 'allow', told: [] }

describe('a window that says what does not hold', () => {
  it('is sent back with each thing, in its own words, and it is noted', async () => {
    const staged = await stage()
    expect(await stop(staged, 'Fixed the login in commit 3f2a9bc. All tests pass.'))
      .toMatchInlineSnapshot(`
        {
          "because": "You say that something is done (“Fixed the login in commit 3f2a9bc.”), and nothing in the repository has changed since you were asked. You say that tests pass (“All tests pass.”), and no command of this window ran any. You name the commit 3f2a9bc (“Fixed the login in commit 3f2a9bc.”), and the repository has none of that name. Check this and do or say what is so; where it is right all the same, say why, and end. You are asked this once.",
          "kind": "refuse",
          "told": [],
        }
      `)
    expect(noted(staged)).toMatchInlineSnapshot(`
      [
        "host, window:ada-3: ada said that something was changed, and nothing in the repository had. It was sent back to check",
        "host, window:ada-3: ada said that tests pass, and no command of its window ran any. It was sent back to check",
        "host, window:ada-3: ada said that there is a commit 3f2a9bc, and the repository has none of that name. It was sent back to check",
      ]
    `)
  })

  it('is let go when it stops again, whatever it says then, and whether or not its agent tells', async () => {
    for (const again of [true, false]) {
      const staged = await stage()
      expect((await stop(staged, 'Fixed it.')).kind).toBe('refuse')
      expect(await stop(staged, 'It is right. Fixed it.', again)).toEqual(letGo)
      expect(noted(staged).at(-1)).toMatch(/It said so again, and was let go$/)
      expect(await stop(staged, 'Fixed it.')).toEqual(letGo)
    }
  })

  it('is not asked anew by the words that it was sent back with', async () => {
    const staged = await stage()
    const reply = await stop(staged, 'Fixed it.')
    const said = reply.kind === 'refuse' ? `Please go on: ${reply.because}` : ''
    await staged.move(one, { kind: 'prompted', said })
    expect(await stop(staged, 'Fixed it.')).toEqual(letGo)
  })

  it('is sent back once for each thing that its person asks', async () => {
    const staged = await stage()
    expect((await stop(staged, 'Fixed it.')).kind).toBe('refuse')
    await staged.move(one, { kind: 'prompted', said: 'fix the logout too' })
    expect((await stop(staged, 'Fixed it.')).kind).toBe('refuse')
  })
})

describe('a change', () => {
  it('holds where the window wrote, where a command did, and where a commit came', async () => {
    const wrote = await stage()
    await wrote.write(one, 'src/a.ts')
    expect(await stop(wrote, 'Fixed it.')).toEqual(letGo)
    const ran = await stage()
    await ran.move(one, { kind: 'about-to-run', command: 'sed' })
    ran.world.versions.set('src/a.ts', 1)
    await ran.move(one, { kind: 'ran', command: 'sed', failed: false })
    expect(await stop(ran, 'Fixed it.')).toEqual(letGo)
    const moved = await stage()
    moved.world.commits.add('3f2a9bc')
    expect(await stop(moved, 'Fixed it.')).toEqual(letGo)
  })

  it('does not hold by what another wrote, or by what was written before it was asked', async () => {
    const staged = await stage()
    await staged.write(one, 'src/own.ts')
    await staged.move(one, { kind: 'prompted', said: 'fix the logout too' })
    await staged.move(two, { kind: 'started' })
    await staged.write(two, 'src/a.ts')
    staged.world.versions.set('src/a.ts', 1)
    expect((await stop(staged, 'Fixed it.')).kind).toBe('refuse')
  })

  it('is not judged where nobody knows how the tree stood', async () => {
    const unasked = await stageDoor({ seats })
    await unasked.move(one, { kind: 'started' })
    expect(await stop(unasked, 'I fixed it.')).toEqual(letGo)
    const ports = doorPorts(unasked.world)
    const look = async (): Promise<never> => await Promise.reject(new Error('too large'))
    const door = await openDoor(unasked.host, { ...ports, tree: { ...ports.tree, look } })
    const call = { agent: 'claude', session: 's-one', folder: '/repo' } as const
    await door.take({ ...call, move: { kind: 'prompted', said: 'fix it' } })
    const said = { kind: 'stopping', said: 'I fixed it.', again: false } as const
    expect(await door.take({ ...call, move: said })).toEqual(letGo)
  })
})

describe('tests', () => {
  it('pass by a run of them in this window, however long ago, whose last did not fail', async () => {
    const staged = await stage()
    await run(staged, 'npm test')
    await staged.move(one, { kind: 'prompted', said: 'look again' })
    expect(await stop(staged, 'All tests pass.')).toEqual(letGo)
    await run(staged, 'npm test', true)
    expect(await stop(staged, 'All tests pass.')).toMatchObject({
      kind: 'refuse',
      because: expect.stringContaining('the last run of tests in this window failed') as string,
    })
  })

  it('do not pass by what ran in another window, or by a command that runs none', async () => {
    const staged = await stage()
    await staged.move(two, { kind: 'started' })
    await staged.move(two, { kind: 'ran', command: 'npm test', failed: false })
    await run(staged, 'git log')
    expect((await stop(staged, 'All tests pass.')).kind).toBe('refuse')
  })

  it('are not judged in a window that was here before the door, or that came back', async () => {
    const staged = await stage()
    const door = await openDoor(staged.host, doorPorts(staged.world))
    const call = { agent: 'claude', session: 's-one', folder: '/repo' } as const
    const said = { kind: 'stopping', said: 'All tests pass.', again: false } as const
    expect(await door.take({ ...call, move: said })).toEqual(letGo)
    await staged.move(one, { kind: 'ended' })
    await staged.move(one, { kind: 'started' })
    expect(await stop(staged, 'All tests pass.')).toEqual(letGo)
  })
})

it('a commit holds where it exists', async () => {
  const staged = await stage()
  staged.world.commits.add('3f2a9bc1')
  expect(await stop(staged, 'It is committed as 3f2a9bc.')).toEqual(letGo)
  expect((await stop(staged, 'It is committed as 3f2a9bd.')).kind).toBe('refuse')
})
