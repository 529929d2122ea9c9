// What a command writes is found right after it: leased where it was free, told to both where another holds it.
import { describe, expect, it } from 'vitest'
import {
  doorPorts,
  type ScriptedWindow,
  type StagedDoor,
  stageDoor,
} from '../../testing/staged-door.ts'
import { openDoor } from './door.ts'
import { editsIn } from './edits.ts'

const seats = { ada: 'claude', bea: 'codex' } as const
const one: ScriptedWindow = { agent: 'claude', session: 's-one' }
const two: ScriptedWindow = { agent: 'codex', session: 's-two' }

const stage = async (): Promise<StagedDoor> => {
  const staged = await stageDoor({ seats })
  await staged.move(one, { kind: 'started' })
  await staged.move(two, { kind: 'started' })
  return staged
}

let versions = 0
const touch = ({ world }: StagedDoor, ...paths: readonly string[]): void => {
  for (const path of paths) {
    world.versions.set(path, (versions += 1))
    world.dirty.add(path)
  }
}

/** A command of a window during which something happens; what the window is told after it. */
const run = async (
  { move }: StagedDoor,
  window: ScriptedWindow,
  meanwhile: () => unknown,
): Promise<readonly string[]> => {
  await move(window, { kind: 'about-to-run', command: 'sed' })
  await meanwhile()
  return (await move(window, { kind: 'ran', command: 'sed', failed: false })).told
}

const held = ({ host }: StagedDoor): readonly string[] =>
  editsIn(host.state).map(({ seat, paths }) => `${seat} ${paths.join(' ')}`)

describe('a command that writes', () => {
  it('what is free takes its lease, and nobody is told anything', async () => {
    const staged = await stage()
    expect(await run(staged, one, () => touch(staged, 'src/a.ts', 'src/b.ts'))).toEqual([])
    expect(held(staged)).toEqual(['ada src/a.ts src/b.ts'])
    expect((await staged.write(two, 'src/a.ts')).kind).toBe('refuse')
    expect(await run(staged, one, () => touch(staged, 'src/a.ts'))).toEqual([])
    expect(held(staged)).toEqual(['ada src/a.ts src/b.ts'])
  })

  it('what the last commit has then, as a checkout does, takes none', async () => {
    const staged = await stage()
    await run(staged, one, () => {
      touch(staged, 'src/a.ts')
      staged.world.dirty.clear()
    })
    expect(held(staged)).toEqual([])
  })

  it('what another holds is told to both, and stands in the ledger', async () => {
    const staged = await stage()
    await staged.write(two, 'src/a.ts')
    await staged.move(two, { kind: 'wrote', paths: ['src/a.ts'] })
    expect(await run(staged, one, () => touch(staged, 'src/a.ts'))).toMatchInlineSnapshot(`
      [
        "While your command ran, src/a.ts was written. src/a.ts is held by bea, a window of Codex, since 2026-01-01T00:00:00Z (edit:bea-7); it lapses at 2026-01-01T00:10:00Z unless bea is heard of before. If your command wrote it, undo that change alone, and not by \`git checkout\` or \`git restore\`, which would take the work of bea too; or leave it there and tell bea what you changed, with the tool \`ask\`.",
      ]
    `)
    expect(held(staged)).toEqual(['bea src/a.ts'])
    const [noted] = staged.events('observation-noted')
    expect(noted?.text).toBe('src/a.ts, which bea holds, was written while a command of ada ran')
    // Whoever holds it reads it again before it writes over what it does not know.
    const refused = await staged.write(two, 'src/a.ts')
    expect(refused).toMatchInlineSnapshot(`
      {
        "because": "src/a.ts, which you hold (edit:bea-7), was written while a command of ada ran. Read it again before you write it; ada was asked to undo that or to tell you what it changed. Nothing was written.",
        "kind": "refuse",
        "told": [],
      }
    `)
    expect((await staged.write(two, 'src/a.ts')).kind).toBe('allow')
  })
})

describe('a command is not blamed', () => {
  it('for what its holder was allowed to write and has not reported yet', async () => {
    const staged = await stage()
    await staged.write(two, 'src/a.ts')
    expect(await run(staged, one, () => touch(staged, 'src/a.ts'))).toEqual([])
  })

  it('for what its holder writes by its own tools in the meantime', async () => {
    const staged = await stage()
    const told = await run(staged, one, async () => {
      await staged.write(two, 'src/a.ts')
      touch(staged, 'src/a.ts')
      await staged.move(two, { kind: 'wrote', paths: ['src/a.ts'] })
    })
    expect(told).toEqual([])
    expect(staged.events('observation-noted')).toEqual([])
  })

  it('for what was written before it, and where nobody looked before it', async () => {
    const staged = await stage()
    await staged.write(two, 'src/a.ts')
    await staged.move(two, { kind: 'wrote', paths: ['src/a.ts'] })
    touch(staged, 'src/a.ts')
    expect(await run(staged, one, () => undefined)).toEqual([])
    touch(staged, 'src/a.ts')
    const ran = { kind: 'ran', command: 'other', failed: false } as const
    expect((await staged.move(one, ran)).told).toEqual([])
  })

  it('for what its holder wrote and reported while the tree was looked at', async () => {
    const staged = await stage()
    const ports = doorPorts(staged.world)
    let goOn = (): void => undefined
    const look = async () => {
      await new Promise<void>((resolve) => (goOn = resolve))
      return await ports.tree.look()
    }
    const door = await openDoor(staged.host, { ...ports, tree: { ...ports.tree, look } })
    const call = { agent: 'claude', session: 's-one', folder: '/repo' } as const
    const begun = door.take({ ...call, move: { kind: 'about-to-run', command: 'ls' } })
    const writes = { agent: 'codex', session: 's-two', folder: '/repo' } as const
    // It is looked at before, and written only after the look began; the look may see either.
    const paths = ['src/a.ts']
    await door.take({ ...writes, move: { kind: 'about-to-write', paths } })
    await door.take({ ...writes, move: { kind: 'wrote', paths } })
    goOn()
    await begun
    touch(staged, 'src/a.ts')
    const ran = { kind: 'ran', command: 'ls', failed: false } as const
    expect((await door.take({ ...call, move: ran })).told).toEqual([])
  })

  it('for what a command of its holder wrote, or of whoever leased it by writing it', async () => {
    for (const isHeld of [true, false]) {
      const staged = await stage()
      if (isHeld) {
        await staged.write(two, 'src/a.ts')
        await staged.move(two, { kind: 'wrote', paths: ['src/a.ts'] })
      }
      const told = await run(staged, one, async () => {
        await run(staged, two, () => touch(staged, 'src/a.ts'))
      })
      expect(told).toEqual([])
      expect(held(staged)).toEqual(['bea src/a.ts'])
    }
  })

  it('alone while its holder runs a command too: both are told, and nobody is held up', async () => {
    const staged = await stage()
    await staged.write(two, 'src/a.ts')
    await staged.move(two, { kind: 'wrote', paths: ['src/a.ts'] })
    await staged.move(two, { kind: 'about-to-run', command: 'npm test' })
    expect(await run(staged, one, () => touch(staged, 'src/a.ts'))).toHaveLength(1)
    expect(await staged.write(two, 'src/a.ts')).toMatchObject({
      kind: 'allow',
      told: [expect.stringContaining('was written while a command of ada ran') as string],
    })
  })
})

it('more than fits one lease is not leased, and more than three are not told one by one', async () => {
  const staged = await stage()
  const many = Array.from({ length: 400 }, (_, n) => `${'deep/'.repeat(10)}${n}.ts`)
  expect(await run(staged, one, () => touch(staged, ...many))).toEqual([])
  expect(held(staged)).toEqual([])
  for (const path of ['a', 'b', 'c', 'd', 'e']) {
    await staged.write(two, path)
    await staged.move(two, { kind: 'wrote', paths: [path] })
  }
  const told = await run(staged, one, () => touch(staged, 'a', 'b', 'c', 'd', 'e'))
  expect(told).toHaveLength(4)
  expect(told.at(-1)).toBe('2 more of what was written is held by others too.')
})
