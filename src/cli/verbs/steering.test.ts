import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firmStatus, logLine, type LogLine } from '../../api/index.ts'
import { type CharterHome, foundHome } from '../../../test/program/charter-home.ts'

let acme: CharterHome
beforeAll(async () => {
  acme = await foundHome()
  await acme.say(
    ['ana', { enactment: '', opens: 'change', message: 'offer', facts: offered('w1') }],
    ['eve', { enactment: 'change:w1', message: 'accept', facts: { plan: 'rename it' } }],
    ['ana', { enactment: '', opens: 'change', message: 'offer', facts: offered('w2') }],
  )
}, 300_000)
afterAll(() => acme.remove())

const offered = (work: string) => ({ work, spec: `mend ${work}`, engineer: 'eve' })

const log = async (): Promise<readonly LogLine[]> =>
  (await acme.firm('log', '--json')).out.map((line) => logLine.parse(JSON.parse(line)))

const last = async (type: string): Promise<LogLine | undefined> =>
  (await log()).findLast((line) => line.type === type)

describe('an intent that waits', () => {
  it('is seen before it is approved, and the approval is signed', async () => {
    const { code, out } = await acme.firm('approve', 'i1')
    expect({ code, out }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "out": [
          "i1  eve wants to send accept in change:w1",
          "    waits for ana: approval",
          "    plan: rename it",
          "    rests on decision at version 0",
          "i1 is approved.",
        ],
      }
    `)
    expect((await last('intent-released'))?.more['signature']).toMatch(/^[0-9a-f]{128}$/)
  })

  it('can be vetoed by nobody but who names it', async () => {
    expect(await acme.firm('veto', 'i9')).toMatchObject({
      code: 1,
      err: ['firm: i9 does not wait', '      No intent waits now.'],
    })
  })

  it('is amended: vetoed, and the operator says it otherwise', async () => {
    await acme.say(['eve', { enactment: 'change:w2', message: 'accept', facts: { plan: 'bad' } }])
    const { code, out } = await acme.firm('amend', 'i2', 'a', 'better', 'plan')
    expect({ code, out }).toEqual({
      code: 0,
      out: ['Instead of i2: {"plan":"a better plan"}', 'i2 is vetoed; yours is sent in change:w2.'],
    })
    expect(await last('message-sent')).toMatchObject({
      by: 'ana',
      message: 'accept',
      facts: { plan: 'a better plan' },
    })
  })

  it('is vetoed without a signature, and says why', async () => {
    await acme.say(
      ['ana', { enactment: '', opens: 'change', message: 'offer', facts: offered('w3') }],
      ['eve', { enactment: 'change:w3', message: 'accept', facts: { plan: 'no' } }],
    )
    const { code, out } = await acme.firm('veto', 'i3', '--because', 'not on a Friday')
    expect({ code, out }).toEqual({ code: 0, out: ['i3 is vetoed.'] })
    expect((await last('intent-vetoed'))?.more['because']).toBe('not on a Friday')
  })
})

describe('an answer', () => {
  it('is the message that the work waits for, its branch named first', async () => {
    const { code, err } = await acme.firm('answer', 'w1', 'meets: well done', '--as', 'rob')
    expect({ code, err }).toEqual({ code: 0, err: [] })
    expect((await last('message-sent'))?.facts).toEqual({ verdict: { meets: 'well done' } })
  })

  it('is the name of a message where that binds nothing', async () => {
    const { code } = await acme.firm('answer', 'change:w1', 'close')
    expect(code).toBe(0)
    expect(await last('enactment-ended')).toMatchObject({ enactment: 'change:w1' })
  })

  it.each([
    [['w9', 'yes'], 'w9 is not open', 'Open: change:w2, change:w3.'],
    [['w2', 'yes'], 'change:w2 does not wait for ana', '`firm status` shows what waits for you.'],
    [
      ['w2', 'perhaps', '--as', 'rob'],
      'no message of change:w2 takes that as its answer; on the menu: judge',
      'Give the value of its one fact, or the name of a message that binds none.',
    ],
    [['w2', 'yes', '--as', 'nan'], 'nan is not a member of acme', 'Name one of ana, eve, rob.'],
  ])('%j that fits nothing says what would: %s', async (words, said, mend) => {
    const { code, err } = await acme.firm('answer', ...words)
    expect({ code, err }).toEqual({ code: 1, err: [`firm: ${said}`, `      ${mend}`] })
  })
})

describe('a decision', () => {
  it('stands under its topic, and exactly those who rest on it are told when it changes', async () => {
    expect((await acme.firm('decide', 'use vite', '--scope', 'build')).out).toEqual([
      'decision/build stands at version 1.',
    ])
    await acme.say([
      'ana',
      { enactment: '', opens: 'change', message: 'offer', facts: offered('w4') },
    ])
    const { code, out } = await acme.firm('decide', 'use', 'tsc', '--scope', 'build', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ path: 'decision/build', version: 2 })
  })

  it('without a topic is a wrong usage', async () => {
    expect(await acme.firm('decide', 'use vite')).toMatchObject({
      code: 2,
      err: ['firm: a decision needs its topic', '      Say on what you decide: --scope build.'],
    })
  })
})

describe('who is at work', () => {
  it('pauses and goes on, one or all', async () => {
    expect((await acme.firm('pause', 'eve')).out).toEqual(['eve is paused, until `firm resume`.'])
    expect(await acme.firm('pause', 'eve')).toMatchObject({
      code: 1,
      err: ['firm: eve is paused', '      Nothing was changed.'],
    })
    expect((await acme.firm('resume', 'eve')).code).toBe(0)
    expect((await acme.firm('pause')).out).toEqual([
      'The whole firm is paused, until `firm resume`.',
    ])
    const status = firmStatus.parse(JSON.parse((await acme.firm('status', '--json')).out[0] ?? ''))
    expect(status.paused).toBe(true)
    expect((await acme.firm('resume')).out).toEqual(['The whole firm goes on.'])
  })

  it('can be taken over and given its place back', async () => {
    expect((await acme.firm('takeover', 'eve')).code).toBe(0)
    expect((await last('takeover-begun'))?.more['signature']).toMatch(/^[0-9a-f]{128}$/)
    expect((await acme.firm('return', 'eve')).out).toEqual(['eve has its place back.'])
    expect(await acme.firm('takeover', 'nan')).toMatchObject({
      code: 1,
      err: ['firm: nan is not a member', '      `firm status` lists the members.'],
    })
  })

  it('gives what it does to another only where the charter lets that one, and all of it or nothing', async () => {
    const { code, err } = await acme.firm('takeover', 'eve', '--to', 'rob', '--in', 'change:w2')
    expect({ code, err }).toEqual({
      code: 1,
      err: [
        'firm: rob may not be engineer in change:w2',
        '      The charter gives engineer to eve, and to nobody what must be apart from a role that they hold.',
      ],
    })
    expect(await acme.firm('takeover', 'eve', '--in', 'change:w2')).toMatchObject({
      code: 2,
      err: ['firm: --in goes with --to', '      Name who takes the work: --to MEMBER.'],
    })
    expect(await last('role-assigned')).toBeUndefined()
  })

  it('is told something for its next turns', async () => {
    expect((await acme.firm('tell', 'eve', 'mind', 'the', 'cache')).out[0]).toMatch(
      /^eve is told, in change:w2, change:w3/,
    )
    const { out } = await acme.firm('brief', 'eve', 'change:w3')
    expect(out.join('\n')).toContain('ana tells you: mind the cache')
  })
})

describe('open work and what stands', () => {
  it('is cancelled by name', async () => {
    expect((await acme.firm('cancel', 'change:w3', '--because', 'not wanted')).out).toEqual([
      'change:w3 ended as cancelled.',
    ])
    expect(await acme.firm('cancel', 'change:w3')).toMatchObject({
      code: 1,
      err: ['firm: change:w3 is not open', '      `firm status` lists the open work.'],
    })
  })

  it('is kept still for minutes, and let go', async () => {
    const { out } = await acme.firm('hold', 'decision/build', '--minutes', '2', '--json')
    const held: { readonly hold: string } = JSON.parse(out[0] ?? '')
    expect((await acme.firm('hold', held.hold, '--end')).out).toEqual([
      `The hold ${held.hold} has ended.`,
    ])
    expect(await acme.firm('hold', 'change:w2', '--end')).toMatchObject({
      code: 1,
      err: ['firm: change:w2 holds nothing', '      Nothing was changed.'],
    })
    expect(await acme.firm('hold', 'decision/build', '--minutes', '60')).toMatchObject({
      code: 2,
      err: [
        'firm: --minutes is 60, and a hold lasts up to 5 minutes',
        '      Others wait for as long: hold again when it has ended.',
      ],
    })
  })
})

describe('an erasure', () => {
  it('of somebody about whom nothing is kept is refused, and orders nothing', async () => {
    expect((await acme.firm('erase')).out).toEqual(['Nothing personal is kept.'])
    const { code, err } = await acme.firm('erase', 'nobody')
    expect({ code, said: err[0] }).toEqual({
      code: 1,
      said: 'firm: nothing personal is kept about "nobody"',
    })
    expect(await last('erasure-ordered')).toBeUndefined()
  })
})
