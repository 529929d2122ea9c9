/** The door: windows take seats, writes take leases, and whoever may not write hears why. */
import { describe, expect, it } from 'vitest'
import {
  doorPorts,
  type ScriptedWindow,
  type StagedDoor,
  stageDoor,
} from '../../testing/staged-door.ts'
import { openDoor } from './door.ts'
import { editsIn } from './edits.ts'
import { visitsIn } from './visit.ts'

const seats = { ada: 'claude', bea: 'claude', cox: 'codex' } as const
const one: ScriptedWindow = { agent: 'claude', session: 's-one', process: 11 }
const two: ScriptedWindow = { agent: 'claude', session: 's-two', process: 12 }
const three: ScriptedWindow = { agent: 'codex', session: 's-three', process: 13 }

const held = ({ host }: StagedDoor): readonly string[] =>
  editsIn(host.state).map(({ seat, paths }) => `${seat} ${paths.join(' ')}`)

const present = ({ host }: StagedDoor): readonly string[] =>
  visitsIn(host.state).map(({ seat }) => seat)

const cancel = async ({ host }: StagedDoor, enactment: string, because = ''): Promise<void> => {
  await host.submit({ type: 'end-enactment', enactment, as: 'cancelled', by: 'boss', because })
}

const pass = async ({ clock }: StagedDoor, ms: number): Promise<void> => {
  clock.pass(ms)
  await new Promise((resolve) => setImmediate(resolve))
}

describe('a window', () => {
  it('takes the first free seat of its agent, and comes back to it', async () => {
    const staged = await stageDoor({ seats })
    for (const window of [one, three, one, two]) await staged.move(window, { kind: 'started' })
    expect(present(staged)).toEqual(['ada', 'cox', 'bea'])
    await staged.move(one, { kind: 'ended' })
    await staged.move({ ...two, session: 's-four' }, { kind: 'started' })
    expect(present(staged)).toEqual(['cox', 'bea', 'ada'])
  })

  it('that returns after it was silent sits where it sat, if nobody else does', async () => {
    const staged = await stageDoor({ seats })
    await staged.move(one, { kind: 'started' })
    await staged.move(two, { kind: 'started' })
    await pass(staged, 601_000)
    expect(present(staged)).toEqual([])
    await staged.move(two, { kind: 'looked' })
    expect(present(staged)).toEqual(['bea'])
  })

  it('without a seat is told so at its first word, and may write nothing here', async () => {
    const staged = await stageDoor({ seats: { cox: 'codex' } })
    expect(await staged.move(one, { kind: 'started' })).toMatchInlineSnapshot(`
      {
        "kind": "allow",
        "told": [
          "You have no seat in this firm, and what you write in its repository is refused: acme has no seat for a window of Claude Code. Add some: \`firm join --seats 1\`.",
        ],
      }
    `)
    expect(await staged.write(one, 'a.ts')).toMatchInlineSnapshot(`
      {
        "because": "You have no seat in this firm, so nothing was written: acme has no seat for a window of Claude Code. Add some: \`firm join --seats 1\`.",
        "kind": "refuse",
        "told": [],
      }
    `)
    expect(await staged.write(one, '/elsewhere/a.ts')).toEqual({ kind: 'allow', told: [] })
    expect(await staged.move(one, { kind: 'looked' })).toEqual({ kind: 'allow', told: [] })
    await staged.move(three, { kind: 'started' })
    expect(await staged.write({ ...three, session: 'other', process: 14 }, 'a.ts')).toMatchObject({
      because: expect.stringContaining('every seat for a window of Codex is taken: cox'),
    })
  })

  it('whose process is gone frees its seat for the next, and its leases with it', async () => {
    const staged = await stageDoor({ seats: { ada: 'claude' } })
    await staged.write(one, 'a.ts')
    staged.world.dead.add(11)
    expect(await staged.write(two, 'a.ts')).toMatchObject({ kind: 'allow' })
    expect(held(staged)).toEqual(['ada a.ts'])
    expect(staged.events('ending-begun').map(({ because }) => because)).toEqual([
      'the process 11 of ada is gone',
      'the process 11 of ada is gone',
    ])
  })

  it('keeps its own name out of the ledger, for whoever knows it may speak as that window', async () => {
    const staged = await stageDoor({ seats })
    await staged.move(one, { kind: 'started' })
    expect(JSON.stringify(staged.told)).not.toContain('s-one')
  })

  it('is told in a firm without the protocols which verb shows them', async () => {
    const staged = await stageDoor({ seats })
    const { charter } = staged.host.state
    const { edit: _edit, ...protocols } = charter?.protocols ?? {}
    if (charter !== undefined) await staged.adopt({ ...charter, protocols })
    expect(await staged.write(one, 'a.ts')).toMatchInlineSnapshot(`
      {
        "because": "You have no seat in this firm, so nothing was written: the charter of acme has no protocols for windows. \`firm join\` shows the lines to add.",
        "kind": "refuse",
        "told": [],
      }
    `)
  })
})

describe('a write', () => {
  it('takes a lease on what is free, and renews what is its own', async () => {
    const staged = await stageDoor({ seats })
    await staged.move(one, { kind: 'started' })
    for (const path of ['src/a.ts', '/repo/src/a.ts', './src/../src/a.ts']) {
      expect(await staged.write(one, path)).toEqual({ kind: 'allow', told: [] })
    }
    expect(await staged.write({ ...one, folder: '/repo/src' }, 'a.ts', 'b.ts')).toEqual({
      kind: 'allow',
      told: [],
    })
    expect(held(staged)).toEqual(['ada src/a.ts', 'ada src/b.ts'])
  })

  it('of what another holds is refused with who, for what, since when, and what to do instead', async () => {
    const staged = await stageDoor({ seats })
    await staged.move(three, { kind: 'started' })
    await staged.write(one, 'src/a.ts')
    await pass(staged, 30_000)
    expect(await staged.write(three, 'src/b.ts', 'src/a.ts')).toMatchInlineSnapshot(`
      {
        "because": "src/a.ts is held by ada, a window of Claude Code, since 2026-01-01T00:00:00Z (edit:ada-7); it lapses at 2026-01-01T00:10:00Z unless ada is heard of before. Nothing was written. Go on with work that needs none of these files, or end your turn and say what you wait for. Do not write them by a shell either. boss can lift a lease: \`firm cancel edit:ada-7\`.",
        "kind": "refuse",
        "told": [],
      }
    `)
    expect(held(staged)).toEqual(['ada src/a.ts'])
    expect(await staged.write(three, 'src/b.ts')).toEqual({ kind: 'allow', told: [] })
  })

  it('tells another for what it was begun, in plain words of what its window was asked', async () => {
    const staged = await stageDoor({ seats })
    await staged.move(one, {
      kind: 'prompted',
      said: 'fix the parser, the key is abc123\nthen stop',
    })
    await staged.write(one, 'a.ts')
    expect(await staged.write(three, 'a.ts')).toMatchObject({
      because: expect.stringContaining(
        'a.ts is held by ada, a window of Claude Code, for “fix the parser, the key is …” since',
      ),
    })
    expect(JSON.stringify(staged.told)).not.toContain('abc123')
  })

  it('of several paths takes all of them or none', async () => {
    const staged = await stageDoor({ seats })
    await staged.write(one, 'b.ts')
    await staged.write(three, 'a.ts', 'b.ts', 'c.ts')
    expect(held(staged)).toEqual(['ada b.ts'])
  })

  it('of one path by two windows at once is allowed to one of them', async () => {
    const staged = await stageDoor({ seats })
    const replies = await Promise.all([one, two, three].map((window) => staged.write(window, 'a')))
    expect(replies.map(({ kind }) => kind)).toEqual(['allow', 'refuse', 'refuse'])
    expect(held(staged)).toEqual(['ada a'])
  })

  it('outside of the repository is allowed and not leased, through links too', async () => {
    const staged = await stageDoor({ seats })
    staged.world.links.set('/repo/out', '/elsewhere')
    staged.world.links.set('/link', '/repo/src')
    expect(await staged.write(one, '/tmp/x', '../x', 'out/x', '/repo')).toMatchObject({
      kind: 'allow',
    })
    await staged.write(one, '/link/a.ts')
    expect(held(staged)).toEqual(['ada src/a.ts'])
    expect(await staged.write(three, 'src/a.ts')).toMatchObject({ kind: 'refuse' })
  })

  it.each(['.git/config', '/repo/.git/hooks/x', 'deps/one/.GIT/HEAD', '/closed/ledger.db'])(
    'of %s is refused, whoever holds what',
    async (path) => {
      const staged = await stageDoor({ seats })
      expect(await staged.write(one, path)).toMatchObject({ kind: 'refuse' })
      expect(present(staged)).toEqual([])
    },
  )

  it('of more paths than the ledger takes at once is refused', async () => {
    const staged = await stageDoor({ seats })
    const paths = Array.from({ length: 2_000 }, (_, index) => `src/a-file-${index}.ts`)
    expect(await staged.write(one, ...paths)).toMatchObject({
      because: '2000 paths are too many for one write. Write them in several steps.',
    })
  })

  it('of a folder above its own lease is told to name files', async () => {
    const staged = await stageDoor({ seats })
    await staged.write(one, 'src/a.ts')
    expect(await staged.write(one, 'src')).toMatchObject({
      because: expect.stringContaining('name each file that you write'),
    })
  })

  it('is refused while its seat, or the firm, is paused, with who paused it and why', async () => {
    const staged = await stageDoor({ seats })
    await staged.move(one, { kind: 'started' })
    const { host } = staged
    const because = 'the disk is full'
    await host.submit({ type: 'pause-member', member: 'ada', by: 'boss', because })
    expect(await staged.write(one, 'a.ts')).toMatchInlineSnapshot(`
      {
        "because": "boss has paused ada: the disk is full. Nothing was done: end your turn, and go on after \`firm resume\`.",
        "kind": "refuse",
        "told": [],
      }
    `)
    expect(await staged.move(one, { kind: 'about-to-run', command: 'ls' })).toMatchObject({
      kind: 'refuse',
    })
    expect(await staged.move(one, { kind: 'looked' })).toMatchObject({ kind: 'allow' })
    expect(await staged.write(two, 'a.ts')).toMatchObject({ kind: 'allow' })
    await host.submit({ type: 'pause-member', member: '', by: 'boss', because })
    expect(await staged.write(two, 'a.ts')).toMatchObject({
      because: expect.stringContaining('boss has paused the whole firm acme: the disk is full'),
    })
    await host.submit({ type: 'resume-member', member: '', by: 'boss', because: '' })
    await host.submit({ type: 'resume-member', member: 'ada', by: 'boss', because: '' })
    expect(await staged.write(one, 'b.ts')).toMatchObject({ kind: 'allow' })
  })
})

describe('a lease', () => {
  it('ends when its window stops and the last commit has its paths, and stays while they are changed', async () => {
    const staged = await stageDoor({ seats })
    await staged.write(one, 'a.ts')
    await staged.write(one, 'b.ts', 'c.ts')
    staged.world.dirty.add('c.ts')
    await staged.move(one, { kind: 'wrote', paths: ['a.ts', 'b.ts', 'c.ts'] })
    await staged.move(one, { kind: 'stopping', said: 'done', again: false })
    expect(held(staged)).toEqual(['ada b.ts c.ts'])
    staged.world.dirty.clear()
    await staged.move(one, { kind: 'stopping', said: 'done', again: false })
    expect(held(staged)).toEqual([])
    expect(staged.events('enactment-ended').map(({ as }) => as)).toEqual(['completed', 'completed'])
  })

  it('of a write that may still be on its way is kept for one stop', async () => {
    const staged = await stageDoor({ seats })
    await staged.write(one, 'a.ts')
    await staged.move(one, { kind: 'stopping', said: 'done', again: false })
    expect(held(staged)).toEqual(['ada a.ts'])
    await staged.move(one, { kind: 'stopping', said: 'done', again: false })
    expect(held(staged)).toEqual([])
  })

  it('ends with its window', async () => {
    const staged = await stageDoor({ seats })
    await staged.write(one, 'a.ts')
    await staged.move(one, { kind: 'ended' })
    expect([held(staged), present(staged)]).toEqual([[], []])
    expect(await staged.write(three, 'a.ts')).toMatchObject({ kind: 'allow' })
  })

  it('ends once its window was silent for the time of a lease, and not before', async () => {
    const staged = await stageDoor({ seats })
    await staged.write(one, 'a.ts')
    await pass(staged, 400_000)
    await staged.move(one, { kind: 'looked' })
    await pass(staged, 599_000)
    expect(held(staged)).toEqual(['ada a.ts'])
    await pass(staged, 2_000)
    expect([held(staged), present(staged)]).toEqual([[], []])
    expect(staged.events('ending-begun').map(({ as, because }) => `${as}: ${because}`)).toEqual([
      'expired: ada was silent for 600 s',
      'expired: ada was silent for 600 s',
    ])
  })

  it('that the operator lifts is told before the window writes there again', async () => {
    const staged = await stageDoor({ seats })
    await staged.write(one, 'a.ts')
    const [edit] = editsIn(staged.host.state)
    await cancel(staged, edit?.id ?? '', 'bea needs it')
    expect(await staged.write(one, 'a.ts')).toMatchInlineSnapshot(`
      {
        "because": "boss has lifted your lease on a.ts (edit:ada-5): bea needs it. Another may write it now: look at it again before you do. Nothing was written.",
        "kind": "refuse",
        "told": [],
      }
    `)
    expect(held(staged)).toEqual([])
    expect(await staged.write(one, 'a.ts')).toEqual({ kind: 'allow', told: [] })
  })

  it('is told with any other reply that it was lifted, and once', async () => {
    const staged = await stageDoor({ seats })
    await staged.write(one, 'a.ts')
    const [edit] = editsIn(staged.host.state)
    await cancel(staged, edit?.id ?? '')
    const replies = [
      await staged.move(one, { kind: 'looked' }),
      await staged.move(one, { kind: 'looked' }),
    ]
    expect(replies.map(({ told }) => told.length)).toEqual([1, 0])
  })

  it('is told of whoever waits for it, and they of its end; the ledger notes it once', async () => {
    const staged = await stageDoor({ seats })
    await staged.write(one, 'a.ts')
    await staged.write(three, 'a.ts')
    await staged.write(three, 'a.ts')
    expect(staged.events('observation-noted').map(({ text, about }) => [text, about])).toEqual([
      ['cox wants a.ts', editsIn(staged.host.state)[0]?.id],
    ])
    expect(await staged.move(one, { kind: 'looked' })).toMatchInlineSnapshot(`
      {
        "kind": "allow",
        "told": [
          "cox waits for a.ts, which you hold (edit:ada-5). Commit it or take it back once you are done, and it is free when you end your turn.",
        ],
      }
    `)
    expect(await staged.move(one, { kind: 'looked' })).toEqual({ kind: 'allow', told: [] })
    await staged.move(one, { kind: 'ended' })
    expect(await staged.move(three, { kind: 'prompted' })).toEqual({
      kind: 'allow',
      told: ['a.ts is free now, for whoever writes it first.'],
    })
  })
})

describe('a door of another host', () => {
  it('keeps what the door before allowed for one stop, since it may be on its way still', async () => {
    const staged = await stageDoor({ seats })
    await staged.write(one, 'a.ts')
    staged.door.close()
    const next = await openDoor(staged.host, doorPorts(staged.world))
    const stopping = { kind: 'stopping', said: 'done', again: false } as const
    const call = { ...one, folder: '/repo', move: stopping }
    await next.take(call)
    expect(held(staged)).toEqual(['ada a.ts'])
    await next.take(call)
    expect(held(staged)).toEqual([])
    next.close()
  })

  it('finds who is here, counts their silence from its own beginning, and ends what nobody holds', async () => {
    const staged = await stageDoor({ seats })
    await staged.write(one, 'a.ts')
    await staged.write(three, 'c.ts')
    await staged.write(one, 'c.ts')
    await pass(staged, 500_000)
    staged.door.close()
    staged.host.lapses.clear()
    staged.world.dead.add(13)
    const next = await openDoor(staged.host, doorPorts(staged.world))
    expect(held(staged)).toEqual(['ada a.ts'])
    await pass(staged, 500_000)
    expect(held(staged)).toEqual(['ada a.ts'])
    await pass(staged, 101_000)
    expect([held(staged), present(staged)]).toEqual([[], []])
    next.close()
  })
})
