/** What a window may ask of its firm by a tool, what it is answered, and that it acts as itself alone. */
import { describe, expect, it } from 'vitest'
import type { WindowToolAnswer } from '../../../api/window-tools/index.ts'
import { type FirmEvent } from '../../../kernel/index.ts'
import { question } from '../../../protocol/library/index.ts'
import {
  seatFor,
  type ScriptedWindow,
  type StagedDoor,
  stageDoor,
} from '../../../testing/staged-door.ts'

const seats = { ada: 'claude', bea: 'claude' } as const
const one: ScriptedWindow = { agent: 'claude', session: 's-one', process: 11 }
const two: ScriptedWindow = { agent: 'claude', session: 's-two', process: 12 }

const stage = async (
  staging: Partial<Parameters<typeof stageDoor>[0]> = {},
): Promise<StagedDoor> => {
  const staged = await stageDoor({ seats, protocols: [question.form], ...staging })
  await staged.move(one, { kind: 'started' })
  await staged.move(two, { kind: 'started' })
  return staged
}

const asks = async (
  { door }: StagedDoor,
  { agent, session }: ScriptedWindow,
  [tool, input]: readonly [string, unknown],
): Promise<WindowToolAnswer> => await door.ask({ agent, session, tool, input })

const heard = async ({ move }: StagedDoor, window: ScriptedWindow): Promise<readonly string[]> =>
  (await move(window, { kind: 'looked' })).told

const sent = ({ events }: StagedDoor): readonly string[] =>
  events('message-sent').map(({ by, enactment, message }) => `${by} ${message} ${enactment}`)

const act = async (
  { host }: StagedDoor,
  member: string,
  chosen: {
    readonly enactment: string
    readonly message: string
    readonly opens?: string
    readonly facts: FirmFacts
  },
): Promise<void> => {
  const move = { member, chosen: [chosen], cites: [], verdicts: [], records: [] }
  const verdict = await host.submit({ type: 'act-as-member', ...move })
  if (!verdict.ok) throw new Error(verdict.message)
}
type FirmFacts = Extract<FirmEvent, { readonly type: 'message-sent' }>['facts']

describe('who_is_on', () => {
  it('says who edits a path, above and below it, for how long, and who answers for it', async () => {
    const staged = await stage()
    await staged.write(one, 'src/a.ts')
    await staged.write(two, 'src/b.ts')
    const asked = ['who_is_on', { paths: ['src', 'docs/x.md'] }] as const
    expect((await asks(staged, two, asked)).text.split('\n')).toMatchInlineSnapshot(`
      [
        "Nobody edits docs/x.md now.",
        "src/a.ts is held by ada, a window of Claude Code, since 2026-01-01T00:00:00Z (edit:ada-7); it lapses at 2026-01-01T00:10:00Z unless ada is heard of before.",
        "src/b.ts is yours (edit:bea-9).",
      ]
    `)
  })

  it('takes paths of the repository alone', async () => {
    expect(await asks(await stage(), one, ['who_is_on', { paths: ['/etc/hosts'] }])).toEqual({
      ok: false,
      text: "None of these lies in the firm's repository, /repo.",
    })
  })
})

describe('what_stands', () => {
  it('says what stands about a path or topic, and that nothing does', async () => {
    const staged = await stage()
    const facts = { question: 'q1', topic: 'build', decided: 'we use pnpm' }
    await act(staged, 'boss', { enactment: '', opens: 'decision', message: 'rule', facts })
    const said = { ok: true, text: 'decision/build (boss): we use pnpm' }
    for (const about of ['build', '/repo/scripts/build.mjs', 'decision/build']) {
      expect(await asks(staged, one, ['what_stands', { about }])).toEqual(said)
    }
    expect(await asks(staged, one, ['what_stands', { about: 'src/ui' }])).toEqual({
      ok: true,
      text: 'Nothing stands about src/ui.',
    })
  })
})

describe('decide', () => {
  const asked = ['decide', { topic: 'build', decision: 'we use pnpm' }] as const

  it('puts it to the operator where the charter lets nobody else rule, and says so', async () => {
    const staged = await stage()
    expect(await asks(staged, one, asked)).toMatchInlineSnapshot(`
      {
        "ok": true,
        "text": "In this firm boss decides, so nothing stands yet.
      Asked boss (question:may-this-stand-for-build-we-use-pnpm-fir). Go on meanwhile; the answer is told to you.",
      }
    `)
    expect(staged.host.state.standing.size).toBe(0)
    const [enactment = ''] = [...staged.host.state.open.keys()].filter((id) =>
      id.startsWith('question:'),
    )
    await act(staged, 'boss', { enactment, message: 'answer', facts: { reply: 'yes' } })
    expect(await heard(staged, one)).toEqual([`boss said answer in ${enactment}: yes`])
    expect(await heard(staged, two)).toEqual([])
  })

  it('proposes in its own name where the charter lets it propose', async () => {
    const { ada, bea } = { ada: seatFor('claude', 'ada'), bea: seatFor('claude', 'bea') }
    const members = { ada: { ...ada, roles: ['window', 'proposer'] }, bea }
    const staged = await stage({ members })
    expect(await asks(staged, one, asked)).toEqual({
      ok: true,
      text: 'Proposed for decision/build (decision:build-we-use-pnpm). It stands once it is ratified; you are told.',
    })
    expect(sent(staged).at(-1)).toBe('ada propose decision:build-we-use-pnpm')
    const enactment = 'decision:build-we-use-pnpm'
    await staged.write(two, 'build/a.js')
    await act(staged, 'boss', { enactment, message: 'ratify', facts: { decided: 'we use pnpm' } })
    expect(await heard(staged, two)).toEqual(['decision/build (boss): we use pnpm'])
  })

  it('rules at once where the charter lets it rule, and others hear of it', async () => {
    const { ada, bea } = { ada: seatFor('claude', 'ada'), bea: seatFor('claude', 'bea') }
    const members = { ada: { ...ada, roles: ['window', 'owner'] }, bea }
    const staged = await stage({ members })
    await staged.write(two, 'build/a.js')
    expect(await asks(staged, one, asked)).toEqual({
      ok: true,
      text: 'decision/build stands now at version 1, in your name. Those it bears on are told.',
    })
    expect(await heard(staged, two)).toEqual(['decision/build (ada): we use pnpm'])
  })
})

describe('hand_over', () => {
  it('gives leases back before the work ends, and tells whom they are for', async () => {
    const staged = await stage()
    await staged.write(one, 'src/a.ts')
    staged.world.dirty.add('src/a.ts')
    expect(await asks(staged, one, ['hand_over', { paths: ['src/a.ts'], to: 'bea' }]))
      .toMatchInlineSnapshot(`
      {
        "ok": true,
        "text": "Free now: src/a.ts.
      Not committed yet: src/a.ts. Whoever writes next finds your changes.
      bea hears it with its next prompt or tool call, and can answer in the same way.",
      }
    `)
    expect(await heard(staged, two)).toEqual(['ada tells you: I gave back src/a.ts for you.'])
    expect((await staged.write(two, 'src/a.ts')).kind).toBe('allow')
  })

  it('gives back nothing of another', async () => {
    const staged = await stage()
    await staged.write(one, 'src/a.ts')
    await staged.write(two, 'src/b.ts')
    expect(await asks(staged, two, ['hand_over', { paths: ['src/a.ts'] }])).toEqual({
      ok: false,
      text: 'You hold none of these. You hold src/b.ts.',
    })
    expect((await staged.write(two, 'src/a.ts')).kind).toBe('refuse')
  })
})

describe('ask', () => {
  it('asks the operator, and the answer comes by itself', async () => {
    const staged = await stage()
    expect(await asks(staged, one, ['ask', { question: 'May I drop Node 18?' }])).toEqual({
      ok: true,
      text: 'Asked boss (question:may-i-drop-node-18). Go on meanwhile; the answer is told to you.',
    })
  })

  it('tells another window, which hears it next', async () => {
    const staged = await stage()
    const answered = await asks(staged, one, ['ask', { question: 'Are you done?', to: 'bea' }])
    expect(answered.ok).toBe(true)
    expect(await heard(staged, two)).toEqual(['ada tells you: Are you done?'])
    expect(await asks(staged, one, ['ask', { question: 'Hello?', to: 'zoe' }])).toEqual({
      ok: false,
      text: 'zoe is no other window that is here: there is bea. Or ask the operator.',
    })
  })

  it('says in a charter without questions how else to ask', async () => {
    const staged = await stage({ protocols: [] })
    expect(await asks(staged, one, ['ask', { question: 'May I?' }])).toMatchInlineSnapshot(`
      {
        "ok": false,
        "text": "The charter of acme has no protocol \`question\`. Say it in your answer, so that boss reads it there; \`firm join\` shows boss the line to add.",
      }
    `)
  })
})

describe('a tool', () => {
  it('acts as nobody for a session that is not here, and as itself for one that is', async () => {
    const staged = await stage()
    await staged.write(one, 'src/a.ts')
    const asked = ['hand_over', { paths: ['src/a.ts'] }] as const
    const before = staged.told.length
    const strangers = [
      { agent: 'claude', session: 'made-up' },
      { agent: 'codex', session: 's-one' },
      { agent: 'claude', session: '' },
    ] as const
    for (const stranger of strangers) {
      expect((await asks(staged, stranger, asked)).text).toContain('no seat in the firm')
    }
    expect(staged.told).toHaveLength(before)
    // A call that is made again gives back nothing a second time.
    expect((await asks(staged, one, asked)).ok).toBe(true)
    expect((await asks(staged, one, asked)).text).toBe('You hold none of these. You hold nothing.')
  })

  it.each([
    ['who_is_on', {}],
    ['who_is_on', { paths: [] }],
    ['what_stands', { about: 7 }],
    ['decide', { topic: 'build' }],
    ['hand_over', 'src/a.ts'],
    ['ask', null],
    ['rm', {}],
  ])('%s with %j is refused with what is wrong', async (tool, input) => {
    const staged = await stage()
    const before = staged.told.length
    const { ok, text } = await asks(staged, one, [tool, input])
    expect(ok).toBe(false)
    expect(text).toMatch(/cannot be read: .+ Nothing was done\.|There is no tool/)
    expect(staged.told).toHaveLength(before)
  })

  it('changes nothing for a window that is paused, and still answers what is known', async () => {
    const staged = await stage()
    const because = 'the disk is full'
    await staged.host.submit({ type: 'pause-member', member: 'ada', by: 'boss', because })
    expect((await asks(staged, one, ['ask', { question: 'May I?' }])).text).toContain(
      'has paused ada',
    )
    expect((await asks(staged, one, ['what_stands', { about: 'src' }])).ok).toBe(true)
  })
})
