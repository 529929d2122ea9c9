/** Whatever facts are of whatever size, personal or not: who may read one is told what it says, and nobody else is. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashOf, type Instant, type Json, type JsonObject, present } from '../base/index.ts'
import type { FactForm } from '../protocol/index.ts'
import { type StagedDesk, stageDesk } from '../testing/staged-desk.ts'
import { stagedCharter } from '../testing/staged-firm.ts'
import { takeStep } from './index.ts'
import type { Mind, TurnView } from './ports/index.ts'

const names = ['f1', 'f2', 'f3', 'f4'] as const
const readers = { bob: 'b', cid: 'c' } as const

const care = `
  protocol care
  key case
  roles a b c voter[]
  ask: a > b c voter; out case who ${names.join(' ')}
  see: b > a; in ${names[0]}; out seen
  look: c > a; in ${names[0]}; out looked
  vote: voter > a; in case; out ballot
  close: a > a; in all(ballot); out note; ends completed
`

/** How one fact is declared and said. */
interface Made {
  readonly audience: readonly string[] | undefined
  readonly isPersonal: boolean
  readonly shape: 'text' | 'object' | 'list'
  readonly characters: number
}

const made: fc.Arbitrary<Made> = fc.record({
  audience: fc.option(fc.subarray(['a', 'b', 'c']), { nil: undefined }),
  isPersonal: fc.boolean(),
  shape: fc.constantFrom('text', 'object', 'list'),
  characters: fc.constantFrom(1, 700, 3_000, 17_000, 40_000),
})

const markOf = (name: string): string => `QUINCE-${name}-`

const valueOf = (name: string, { shape, characters }: Made): Json => {
  const text = markOf(name) + 'x'.repeat(characters)
  if (shape === 'text') return text
  return shape === 'list' ? [{ deep: text }] : { small: markOf(name), large: { deep: text } }
}

const formOf = ({ audience, isPersonal }: Made): FactForm => ({
  kind: 'value',
  schema: {},
  ...(audience === undefined ? {} : { audience }),
  ...(isPersonal ? { personal: 'who' } : {}),
})

interface Seen {
  readonly desk: StagedDesk
  readonly views: Map<string, TurnView>
}

/** Ana asks; whoever then has a turn is only looked at, and voters vote. */
const showAll = async (facts: readonly Made[]): Promise<Seen> => {
  const views = new Map<string, TurnView>()
  const take: Mind['take'] = async (view) => {
    views.set(view.member, view)
    const ballot = `${markOf('ballot')}${view.member}${'y'.repeat(20_000)}`
    const messages = [{ message: 'vote', facts: { ballot } }]
    const use = { ms: 1 }
    return await Promise.resolve(
      view.role === 'voter'
        ? { kind: 'send', messages, cites: [], notes: [], use }
        : { kind: 'pass', why: 'it only looks', use },
    )
  }
  const charter = stagedCharter({
    protocols: [care],
    members: { ana: ['a'], bob: ['b'], cid: ['c'], eve: ['voter'], vic: ['voter'] },
  })
  const form = present(charter.protocols['care'], 'the charter has it')
  const forms = Object.fromEntries(
    names.map((name, at) => [name, formOf(present(facts[at], 'each is made'))]),
  )
  const ballot: FactForm = { kind: 'text', schema: {}, audience: ['a', 'voter'] }
  const protocols = { care: { ...form, facts: { ...form.facts, ...forms, ballot } } }
  const mind: Mind = { kind: 'script', enforced: true, turnsAtOnce: 1, take }
  const minds = new Map(['ana', 'bob', 'cid', 'eve', 'vic'].map((name) => [name, mind]))
  const desk = await stageDesk({ charter: { ...charter, protocols }, minds })
  const said = names.map((name, at) => [name, valueOf(name, present(facts[at], 'made'))] as const)
  const asked: JsonObject = { case: 'c1', who: 'ann', ...Object.fromEntries(said) }
  const act = { member: 'ana', enactment: '', message: 'ask', opens: 'care', facts: asked }
  expect(await desk.call('act', act)).toMatchObject({ ok: true })
  for (let step = 0; step < 4; step += 1) await takeStep(desk.host, { order: (due) => due })
  return { desk, views }
}

const mayRead = ({ audience }: Made, role: string): boolean => audience?.includes(role) ?? true

/** Everything that a member can be shown of the enactment: its turn, its brief, what waits for it. */
const shownTo = async ({ desk, views }: Seen, member: string): Promise<string> => {
  const brief = await desk.call('brief', { member, enactment: 'care:c1', tokens: 200_000 })
  const waits = await desk.call('waiting', { member })
  expect([brief.ok, waits.ok]).toEqual([true, true])
  return JSON.stringify([views.get(member) ?? null, brief, waits])
}

const opening = (facts: JsonObject): JsonObject => ({
  member: 'ana',
  enactment: '',
  message: 'open',
  opens: 'aim',
  facts,
})

const stageAim = async (take: Mind['take']): Promise<StagedDesk> => {
  const aim = `
    protocol aim
    key aim
    roles a b
    open: a > b; out aim goal
    reach: b > a; in goal; out done; ends completed
  `
  const members = { ana: ['a'], bob: ['b'] }
  const charter = stagedCharter({ protocols: [aim], members, stands: { goal: 'goal/{aim}' } })
  const bob: Mind = { kind: 'script', enforced: true, turnsAtOnce: 1, take }
  return await stageDesk({ charter, minds: new Map([['bob', bob]]) })
}

const passes: Mind['take'] = async () =>
  await Promise.resolve({ kind: 'pass', why: 'it only looks', use: { ms: 1 } })

describe('a goal in content', () => {
  it('is listed with what it says', async () => {
    const desk = await stageAim(passes)
    const text = 'QUINCE '.repeat(4_000)
    await desk.call('act', opening({ aim: 'a1', goal: { text, measure: 'all of it' } }))
    expect(await desk.call('goals', {})).toMatchObject({
      value: [{ path: 'goal' }, { path: 'goal/a1', text, measure: 'all of it' }],
    })
  })
})

describe('the hash of a brief', () => {
  it.each([
    { what: 'a goal in the ledger', characters: 10, isNoted: true },
    { what: 'a goal in content, which may be erased', characters: 28_000, isNoted: false },
  ])('stands with its turn, or does not: $what', async ({ characters, isNoted }) => {
    const briefs: string[] = []
    const desk = await stageAim(async ({ brief }, ...rest) => {
      briefs.push(brief.text)
      return await passes({} as TurnView, ...rest)
    })
    const goal = { text: 'Q'.repeat(characters), measure: 'all of it' }
    await desk.call('act', opening({ aim: 'a1', goal }))
    await takeStep(desk.host, { order: (due) => due })
    const uses = desk.told.flatMap(({ event }) => (event.type === 'turn-ended' ? [event.use] : []))
    expect(uses.map(({ briefHash }) => briefHash)).toEqual(
      briefs.map((text) => (isNoted ? hashOf(text) : undefined)),
    )
    expect(briefs).toHaveLength(1)
  })
})

describe('what was tried', () => {
  it('is told without half a name of content', async () => {
    const desk = await stageAim(async () =>
      Promise.resolve({
        kind: 'send',
        messages: [{ message: 'nonsense', facts: {} }],
        cites: [],
        notes: [],
        use: { ms: 1 },
      }),
    )
    const goal = { large: 'QUINCE '.repeat(4_000), pad: 'x'.repeat(1_000) }
    await desk.call('act', opening({ aim: 'a1', goal }))
    await takeStep(desk.host, { order: (due) => due })
    const asked = { member: 'bob', enactment: 'aim:a1', tokens: 200_000 }
    const brief = JSON.stringify(await desk.call('brief', asked))
    expect(brief).toContain('bob tried nonsense here')
    expect(brief).toContain('(28002 bytes, kept in content)')
    expect(brief).not.toContain('$content')
  })
})

describe('facts in content', () => {
  it('are told to whom they are for, whole, and to nobody else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(made, { minLength: 4, maxLength: 4 }), async (facts) => {
        const seen = await showAll(facts)
        for (const [member, role] of Object.entries(readers)) {
          const shown = await shownTo(seen, member)
          const known = present(seen.views.get(member), 'it had a turn').known
          const mine = names.filter((_, at) => mayRead(present(facts[at], 'made'), role))
          const values = mine.map((name) =>
            valueOf(name, present(facts[names.indexOf(name)], 'made')),
          )
          expect(mine.map((name) => known[name])).toEqual(values)
          const told = ['$content', ...['ballot', ...names].map(markOf)].filter((word) =>
            shown.includes(word),
          )
          expect(told).toEqual(mine.map(markOf))
        }
      }),
      { numRuns: 25 },
    )
  })

  it('of a person who was erased are told to nobody any more', async () => {
    const fact: Made = { audience: undefined, isPersonal: true, shape: 'object', characters: 3_000 }
    const seen = await showAll([fact, fact, { ...fact, isPersonal: false }, fact])
    await seen.desk.content.erase('ann', { by: 'ana', at: 0 as Instant })
    seen.views.clear()
    const shown = await shownTo(seen, 'bob')
    expect(names.filter((name) => shown.includes(markOf(name)))).toEqual(['f3'])
    expect(shown).toContain('erased by ana on 1970-01-01T00:00:00.000Z')
    expect(JSON.stringify(seen.desk.told)).not.toContain(markOf('f1'))
  })

  it('that each member of a set has bound are told to who reads all of them', async () => {
    const fact: Made = { audience: undefined, isPersonal: false, shape: 'text', characters: 1 }
    const { views } = await showAll([fact, fact, fact, fact])
    const ballots = present(views.get('ana'), 'it had a turn').known['ballot']
    expect(ballots).toEqual(
      ['eve', 'vic'].map((by) => ({
        by,
        value: `${markOf('ballot')}${by}${'y'.repeat(20_000)}`,
      })),
    )
  })
})
