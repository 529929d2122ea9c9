import { existsSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { factOrigin, firmGoal, firmStatus, shownBrief, waitingIntent } from '../../api/index.ts'
import { ledgerFileOf } from '../open-ledger.ts'
import { verbs } from '../verbs.ts'
import { type StagedHome, stageHome, stageWorkHome } from '../../../test/program/staged-home.ts'

let staged: StagedHome
beforeAll(async () => {
  staged = await stageWorkHome()
})
afterAll(() => staged.remove())

const json = async (...words: readonly string[]): Promise<unknown> =>
  JSON.parse((await staged.firm(...words, '--json')).out[0] ?? 'null')

describe('firm status', () => {
  it('says who does what, what is about to happen, what waits for you and what is held', async () => {
    const { code, out } = await staged.firm('status')
    expect(code).toBe(0)
    expect(out).toMatchInlineSnapshot(`
      [
        "acme: ship",
        "position 28, 1970-01-01T00:00:16.000Z, charter 1",
        "",
        "Who does what",
        "  bob   engineer         script  t8 in change:w2 as engineer, since 1970-01-01T00:00:16.000Z",
        "  boss  operator, owner  script  –",
        "  eve   engineer         script  –",
        "  lea   lead             script  –",
        "  rob   reviewer         script  –",
        "",
        "What is about to happen",
        "  change:w2  bob may send accept or decline",
        "",
        "What waits for you",
        "  i1  merge of lea in change:w1  approval  firm approve i1",
        "",
        "What is held",
        "  repo:a.md  leased by change:w1 (eve, lea, rob)",
      ]
    `)
  })

  it('shows the firm as it stood at an earlier position', async () => {
    const then = firmStatus.parse(await json('status', '--at', '2'))
    expect(then).toMatchObject({ position: 2, coming: [], waiting: [], held: [] })
    const { out } = await staged.firm('rewind', '2')
    expect(out.at(-1)).toMatch(/^This only looked/)
  })

  it('gives programs the same in names', async () => {
    const now = firmStatus.parse(await json('status'))
    expect(now.waiting).toMatchObject([{ kind: 'intent', id: 'i1', what: 'merge', by: 'lea' }])
    expect(now.held).toMatchObject([{ kind: 'lease', what: 'repo:a.md', id: 'change:w1' }])
  })
})

describe('firm intents', () => {
  it('lists what waits at a gate, in the words of screens', async () => {
    expect((await staged.firm('intents', '--preview')).out).toMatchInlineSnapshot(`
      [
        "i1  lea wants to send merge in change:w1",
        "    waits for boss: approval",
        "    rests on decision at version 0",
        "    rests on decision/names at version 1",
        "    nothing shows what it would do",
      ]
    `)
  })

  it('gives programs what each would bind, and when time releases it', async () => {
    const waiting = z.array(waitingIntent).parse(await json('intents'))
    expect(waiting).toMatchObject([
      { id: 'i1', message: 'merge', by: 'lea', gate: 'approval', release: null, bindings: {} },
    ])
  })

  it('says so where none waits', async () => {
    expect((await staged.firm('intents', '--at', '3')).out).toEqual(['No intent waits.'])
  })
})

describe('firm why', () => {
  it.each([
    ['decision/names', 'decision/names'],
    ['decision/names@1', 'decision/names'],
    ['change:w1/commit', 'change:w1/commit'],
    ['i1', 'i1'],
    ['t3', 't3'],
    ['5', 'event 5'],
  ])('follows %s to who said it and from what', async (what, fact) => {
    const origin = factOrigin.parse(await json('why', what))
    expect(origin.fact).toBe(fact)
    const { code, out } = await staged.firm('why', what)
    expect({ code, first: out[0]?.split(' = ')[0] }).toEqual({ code: 0, first: fact })
  })

  it('draws a tree down to what nobody derived', async () => {
    expect((await staged.firm('why', 'change:w1/verdict')).out).toMatchInlineSnapshot(`
      [
        "change:w1/verdict = {"meets":{}}",
        "    rob at 19, 1970-01-01T00:00:11.000Z",
        "    rob sent judge in change:w1 (verdict: {"meets":{}}).",
        "  change:w1/spec = {"paths":["a.md"]}",
        "      lea at 10, 1970-01-01T00:00:05.000Z",
        "      lea sent offer in change:w1 (engineer: eve, spec: {"paths":["a.md"]}, work: w1).",
        "  change:w1/commit = c0ffee",
        "      eve at 16, 1970-01-01T00:00:09.000Z",
        "      eve sent deliver in change:w1 (commit: c0ffee).",
        "    change:w1/spec = {"paths":["a.md"]}",
        "        lea at 10, 1970-01-01T00:00:05.000Z (followed above)",
        "        lea sent offer in change:w1 (engineer: eve, spec: {"paths":["a.md"]}, work: w1).",
        "    change:w1/plan = rename",
        "        eve at 13, 1970-01-01T00:00:07.000Z",
        "        eve sent accept in change:w1 (plan: rename); it holds repo:a.md.",
        "      change:w1/spec = {"paths":["a.md"]}",
        "          lea at 10, 1970-01-01T00:00:05.000Z (followed above)",
        "          lea sent offer in change:w1 (engineer: eve, spec: {"paths":["a.md"]}, work: w1).",
        "      decision/names = camel",
        "          boss at 5, 1970-01-01T00:00:03.000Z",
        "          boss sent rule in decision:q1 (decided: camel, question: q1, topic: names); decision/names stands at version 1.",
        "    decision/names = camel",
        "        boss at 5, 1970-01-01T00:00:03.000Z (followed above)",
        "        boss sent rule in decision:q1 (decided: camel, question: q1, topic: names); decision/names stands at version 1.",
        "  decision/names = camel",
        "      boss at 5, 1970-01-01T00:00:03.000Z (followed above)",
        "      boss sent rule in decision:q1 (decided: camel, question: q1, topic: names); decision/names stands at version 1.",
      ]
    `)
  })

  it.each([
    ['i77', 'nothing is known of i77'],
    ['decision/nothing', 'nothing is known of decision/nothing'],
    ['999', /^there is no event at position 999: the ledger goes from 1 to \d+$/],
    ['0', /^there is no event at position 0/],
  ])('of %s is refused with what could be asked instead', async (what, said) => {
    const { code, err } = await staged.firm('why', what)
    expect(code).toBe(1)
    expect(err[0]?.replace('firm: ', '')).toMatch(said)
    expect(err).toHaveLength(2)
  })
})

describe('firm brief', () => {
  it('shows what the mind of an open turn was given, and its receipt', async () => {
    const brief = shownBrief.parse(await json('brief', 'bob'))
    expect(brief).toMatchObject({ member: 'bob', enactment: 'change:w2', role: 'engineer' })
    expect(brief.text).toContain('decision/names')
    const { out } = await staged.firm('brief', 'bob', '--tokens', '60')
    expect(out.some((line) => line.startsWith('left out for budget: '))).toBe(true)
  })

  it('of nobody, or of work that is not open, says whom and what there is', async () => {
    expect(await staged.firm('brief', 'nan')).toMatchObject({
      code: 1,
      err: ['firm: nan is not a member of acme', '      Name one of bob, boss, eve, lea, rob.'],
    })
    const { code, err } = await staged.firm('brief', 'eve', 'change:w9')
    expect({ code, mend: err[1] }).toEqual({ code: 1, mend: '      Open: change:w1, change:w2.' })
  })
})

describe('firm goals and cost', () => {
  it('show what the firm is for, with the work that is open', async () => {
    const goals = z.array(firmGoal).parse(await json('goals'))
    expect(goals).toMatchObject([{ path: 'goal', owner: 'boss', open: ['change:w1', 'change:w2'] }])
  })

  it('count turns by protocol and role, and never call 0 what nobody reported', async () => {
    const { out } = await staged.firm('cost')
    expect(out).toMatchInlineSnapshot(`
      [
        "protocol  role      turns  refused  redone  working  at gates  for leases  tokens in/out  money        brief: task/memory/hand-off/menu/repeated",
        "change    lead      3      0        0       0.0 s    0.0 s     0.0 s       not metered    not metered  not metered",
        "change    engineer  2      0        0       0.0 s    0.0 s     0.0 s       not metered    not metered  not metered",
        "change    reviewer  1      0        0       0.0 s    0.0 s     0.0 s       not metered    not metered  not metered",
        "decision  owner     1      0        0       0.0 s    0.0 s     0.0 s       not metered    not metered  not metered",
      ]
    `)
  })
})

describe('a look at what is no firm', () => {
  it.each(['status', 'intents', 'goals', 'cost'])(
    'by firm %s ends with 3 and makes nothing',
    async (verb) => {
      const none = await stageHome([])
      none.remove()
      const { code, err } = await none.firm(verb)
      expect({ code, hint: err[1]?.trim() }).toEqual({
        code: 3,
        hint: 'Make one: `firm init`. Or go to its repository, or name its folder with FIRM_HOME.',
      })
      expect(existsSync(none.home)).toBe(false)
    },
  )

  it('beyond the end of the ledger says where it ends', async () => {
    const { code, err } = await staged.firm('status', '--at', '999')
    expect(code).toBe(1)
    expect(err[0]).toMatch(/^firm: there is no position 999: the ledger ends at \d+$/)
  })

  it('at what is no position is a wrong usage', async () => {
    expect(await staged.firm('status', '--at', 'soon')).toEqual({
      code: 2,
      out: [],
      err: ['firm: --at is soon, not a position', '      Give a whole number from 0.'],
    })
  })

  it('on a file that is no ledger, or a damaged one, says which and what to do', async () => {
    const none = await stageHome([])
    writeFileSync(ledgerFileOf(none.home), 'this is no ledger at all, only words'.repeat(200))
    const { code, err } = await none.firm('status')
    const damaged = await stageHome(['{"at":1,"format":1,"type":"firm-founded"'])
    const broken = await damaged.firm('status')
    none.remove()
    damaged.remove()
    expect({
      code,
      err: err.map((line) => line.replace(none.home, 'HOME')),
    }).toMatchInlineSnapshot(`
      {
        "code": 1,
        "err": [
          "firm: HOME/ledger.db: the file is damaged, or is no ledger (file is not a database)",
          "      Restore it from a copy; \`firm verify\` says how far it can still be read.",
        ],
      }
    `)
    expect({ code: broken.code, err: broken.err }).toMatchInlineSnapshot(`
      {
        "code": 1,
        "err": [
          "firm: the event at position 1, of the type \`firm-founded\`, cannot be replayed",
          "      A newer Firm may have written it: take that one. \`firm verify\` tells whether the ledger was changed.",
        ],
      }
    `)
  })

  it('on a ledger with events of a newer Firm names the event and the mend', async () => {
    const later = await stageHome(['{"at":1,"type":"moon-landed"}'])
    const { code, err } = await later.firm('status')
    later.remove()
    expect({ code, err }).toEqual({
      code: 1,
      err: [
        'firm: the event at position 1, of the type `moon-landed`, cannot be replayed',
        '      A newer Firm may have written it: take that one. `firm verify` tells whether the ledger was changed.',
      ],
    })
  })
})

describe('every verb', () => {
  it.each(verbs.map(({ name }) => name))(
    '%s is explained with an example of itself',
    async (name) => {
      const { code, out } = await staged.firm(name, '--help')
      expect(code).toBe(0)
      expect(out.at(-1)).toMatch(new RegExp(`^Example:  firm ${name}\\b`))
    },
  )
})

describe('firm log', () => {
  it('ends at the position that it is asked for', async () => {
    const { out } = await staged.firm('log', '--at', '3', '--json')
    expect(out).toHaveLength(3)
    expect((await staged.firm('log', '--at', '999')).err[0]).toMatch(/there is no position 999/)
  })
})
