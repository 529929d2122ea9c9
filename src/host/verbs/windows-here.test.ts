/** What screens show of windows: seat, agent, edits and until when, who waits for what; from events, over a restart too. */
import { expect, it } from 'vitest'
import { type ScriptedWindow, stageDoor } from '../../testing/staged-door.ts'
import { emptyMemory } from '../../memory/index.ts'
import { decodeState, encodeState } from '../../kernel/index.ts'
import { openMemoryContent } from '../../ledger/drivers/memory/index.ts'
import { status, statusOf } from './status.ts'

const one: ScriptedWindow = { agent: 'claude', session: 's-one' }
const two: ScriptedWindow = { agent: 'codex', session: 's-two' }

const stage = async () => {
  const staged = await stageDoor({ seats: { ada: 'claude', cox: 'codex' } })
  await staged.write(one, 'src/a.ts', 'src/b.ts')
  await staged.write(two, 'src/b.ts')
  return staged
}

it('a status shows who edits what until when, and who waits for it', async () => {
  const { host } = await stage()
  const { lapses, state } = host
  const shown = statusOf({ state, lapses, wants: [...host.wants] })
  expect(shown.windows).toMatchInlineSnapshot(`
    [
      {
        "agent": "claude",
        "edits": [
          {
            "id": "edit:ada-5",
            "paths": [
              "src/a.ts",
              "src/b.ts",
            ],
            "purpose": "",
            "since": 1767225600000,
          },
        ],
        "folder": "/repo",
        "seat": "ada",
        "until": 1767226200000,
        "visit": "window:ada-3",
        "wants": [],
      },
      {
        "agent": "codex",
        "edits": [],
        "folder": "/repo",
        "seat": "cox",
        "until": 1767226200000,
        "visit": "window:cox-7",
        "wants": [
          {
            "by": [
              "ada",
            ],
            "holder": "edit:ada-5",
            "path": "src/b.ts",
          },
        ],
      },
    ]
  `)
  expect(shown.held.map(({ what, by, until }) => [what, by, until === null])).toEqual([
    ['place:src/a.ts', ['ada'], false],
    ['place:src/b.ts', ['ada'], false],
  ])
  expect(shown.coming).toEqual([])
})

it('without a host the ledger tells who waits, and until when nobody counts', async () => {
  const { host } = await stage()
  const told = await status(
    {
      state: decodeState(encodeState(host.state)),
      memory: emptyMemory(),
      content: openMemoryContent(() => new Uint8Array(32)),
      read: (after) => host.options.store.read(after),
    },
    {},
  )
  expect(told).toMatchObject({
    ok: true,
    value: {
      windows: [
        { seat: 'ada', until: null, wants: [] },
        { seat: 'cox', wants: [{ path: 'src/b.ts', by: ['ada'] }] },
      ],
    },
  })
})

it('who waits is no longer shown once the holder is done', async () => {
  const staged = await stage()
  await staged.move(one, { kind: 'ended' })
  const { lapses, state, wants } = staged.host
  expect(statusOf({ state, lapses, wants: [...wants] }).windows).toMatchObject([
    { seat: 'cox', edits: [], wants: [] },
  ])
})
