/** The free pace: nothing spins, whatever a member says and however little may be spent. */
import { setImmediate as nextRound } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { openMemoryContent } from '../ledger/drivers/memory/index.ts'
import { type StagedHost, stageHost } from '../testing/staged-host.ts'
import { stagedCharter } from '../testing/staged-firm.ts'
import type { MindAnswer } from './ports/index.ts'
import { type HostOptions, openRecollection, type Pace, startFreePace } from './index.ts'
import { troubleSentence } from './troubles.ts'
import { statusOf } from './verbs/status.ts'

const question = `
  protocol question
  key topic
  roles asker owner
  ask: asker > owner; out topic
  settle: owner > asker; in topic; out answer; ends completed
`

const paces: Pace[] = []
afterEach(() => {
  for (const pace of paces.splice(0)) pace.stop()
})

interface Staged extends StagedHost {
  readonly failures: unknown[]
  readonly settle: () => Promise<void>
}

/** Ana asks about a topic; Oda answers as told. */
const stage = async (
  answer: () => MindAnswer,
  budgets: Parameters<typeof stagedCharter>[0]['budgets'] = [],
  options: Partial<HostOptions> = {},
): Promise<Staged> => {
  const charter = stagedCharter({
    protocols: [question],
    members: { ana: ['asker'], oda: ['owner'] },
    budgets,
  })
  const take = async (): Promise<MindAnswer> => await Promise.resolve(answer())
  const oda = { kind: 'script', enforced: true, turnsAtOnce: 1, take }
  const staged = await stageHost({ charter, minds: new Map([['oda', oda]]), options })
  const failures: unknown[] = []
  const pace = startFreePace(staged.host, (cause) => void failures.push(cause))
  paces.push(pace)
  const settle = async (): Promise<void> => {
    await pace.idle()
    for (let rounds = 0; rounds < 20; rounds += 1) await nextRound()
  }
  return { ...staged, failures, settle }
}

const ask = async ({ host, settle }: Staged, topic: string): Promise<void> => {
  const chosen = [{ enactment: '', opens: 'question', message: 'ask', facts: { topic } }]
  await host.submit({
    type: 'act-as-member',
    member: 'ana',
    chosen,
    cites: [],
    verdicts: [],
    records: [],
  })
  await settle()
}

const send = (message: string, facts: { readonly [name: string]: string }): MindAnswer => ({
  kind: 'send',
  messages: [{ message, facts }],
  cites: [],
  use: { ms: 1 },
  notes: [],
})

const waits = ({ host }: Staged): readonly string[] =>
  statusOf({ state: host.state, unfenced: new Set() })
    .waiting.filter(({ kind }) => kind === 'stalled' || kind === 'budget')
    .map(({ kind, id, what, by, why }) => `${kind} ${id}: ${by}, ${what}: ${why}`)

describe('a member that is refused without end', () => {
  it('tries five times, and then waits for the operator, who sees why', async () => {
    const staged = await stage(() => send('gossip', {}))
    await ask(staged, 'a')
    expect(staged.events('turn-refused')).toHaveLength(5)
    expect(waits(staged)).toEqual([
      'stalled question:a: oda, settle: 5 turns in a row came to nothing, the last: question has no message gossip',
    ])
    staged.clock.pass(3_600_000)
    await staged.settle()
    expect(staged.events('turn-refused')).toHaveLength(5)
    expect(staged.failures).toEqual([])
  })

  it('may try again as often once the operator has told it something', async () => {
    const staged = await stage(() => send('gossip', {}))
    await ask(staged, 'a')
    const told = { type: 'tell-member', by: 'boss', member: 'oda', enactment: '', text: 'settle' }
    await staged.host.submit({ ...told, type: 'tell-member' })
    await staged.settle()
    expect(staged.events('turn-refused')).toHaveLength(10)
  })

  it('is heard in its other work as if nothing had been', async () => {
    let isGossip = true
    const staged = await stage(() =>
      isGossip ? send('gossip', {}) : send('settle', { answer: 'x' }),
    )
    await ask(staged, 'a')
    isGossip = false
    await ask(staged, 'b')
    expect(staged.events('enactment-ended')).toMatchObject([{ enactment: 'question:b' }])
    expect(waits(staged)).toHaveLength(1)
  })
})

describe('a mind that fails', () => {
  it('is asked three times, and then waits for the operator', async () => {
    const staged = await stage(() => ({ kind: 'nothing', why: 'no answer', use: { ms: 1 } }))
    await ask(staged, 'a')
    expect(staged.events('turn-ended').map(({ how }) => how)).toEqual([
      'failed',
      'failed',
      'failed',
    ])
    expect(waits(staged)).toEqual([
      'stalled question:a: oda, settle: 3 turns in a row came to nothing, the last: no answer',
    ])
  })
})

describe('a mind that misbehaves', () => {
  const rubbish: readonly unknown[] = [
    undefined,
    null,
    42,
    'yes',
    {},
    { kind: 'send' },
    { kind: 'x' },
  ]
  it.each(rubbish)('and answers %j has answered nothing, and its turn says so', async (answer) => {
    const staged = await stage(() => answer as MindAnswer)
    await ask(staged, 'a')
    expect(staged.events('turn-ended').map(({ how, why }) => `${how}: ${why}`)).toEqual(
      Array.from({ length: 3 }, () => 'failed: the mind answered what is no answer'),
    )
    expect(staged.failures).toEqual([])
  })

  it('and throws has answered nothing, and its error is the reason', async () => {
    const staged = await stage(() => {
      throw new TypeError('x is not a function')
    })
    await ask(staged, 'a')
    expect(staged.events('turn-ended').map(({ why }) => why)).toEqual(
      Array.from({ length: 3 }, () => 'the mind threw: x is not a function'),
    )
    expect(waits(staged)).toHaveLength(1)
  })

  it('and answers ten megabytes has them kept as content, or is refused in words', async () => {
    const staged = await stage(() => send('settle', { answer: 'x'.repeat(10_000_000) }))
    await ask(staged, 'a')
    expect(staged.events('turn-ended')).toMatchObject([{ how: 'sent' }])
    expect(JSON.stringify(staged.told).length).toBeLessThan(100_000)
  })
})

describe('a budget that is spent', () => {
  const budgets = [{ name: 'turns a day', unit: 'turns', limit: 1, per: 'day' }] as const

  it('keeps its members from their turns until it begins anew, and says so', async () => {
    const staged = await stage(() => send('settle', { answer: 'x' }), budgets)
    await ask(staged, 'a')
    await ask(staged, 'b')
    expect(staged.events('turn-opened')).toHaveLength(1)
    expect(waits(staged)).toEqual([
      'budget turns a day: ana, oda, 1 turn: it is spent until 2026-01-02T00:00:00.000Z',
    ])
    staged.clock.pass(86_400_000)
    await staged.settle()
    expect(staged.events('enactment-ended').map(({ enactment }) => enactment)).toEqual([
      'question:a',
      'question:b',
    ])
    expect(staged.failures).toEqual([])
  })
})

/** A disk that is full so many times, and then has room. */
const fullDisk = (times: number): (() => void) => {
  let left = times
  return () => {
    left -= 1
    if (left >= 0) throw new Error('the disk is full')
  }
}

describe('a turn whose disk is full', () => {
  it('is prepared again once there is room, and says meanwhile what fails', async () => {
    const write = fullDisk(2)
    const memory = openRecollection({ tokensMax: 500, countTokens: (text) => text.length })
    const brief: HostOptions['recollection']['brief'] = (...given) => {
      write()
      return memory.brief(...given)
    }
    const staged = await stage(() => send('settle', { answer: 'x' }), [], {
      recollection: { ...memory, brief },
    })
    const asked = ask(staged, 'a')
    for (let rounds = 0; rounds < 20; rounds += 1) await nextRound()
    expect(staged.host.troubles.list().map(troubleSentence)).toEqual([
      'the turn of oda fails and is tried again each second: the disk is full',
    ])
    staged.clock.pass(1_000)
    for (let rounds = 0; rounds < 20; rounds += 1) await nextRound()
    expect(staged.events('turn-ended')).toEqual([])
    staged.clock.pass(1_000)
    await asked
    expect(staged.events('turn-opened')).toHaveLength(1)
    expect(staged.events('turn-ended')).toMatchObject([{ how: 'sent' }])
    expect(staged.host.troubles.list()).toEqual([])
    expect(staged.failures).toHaveLength(2)
  })

  it('keeps what its mind has said, and does not ask it a second time', async () => {
    const write = fullDisk(1)
    const content = openMemoryContent(() => new Uint8Array(32))
    let asks = 0
    const say = (): MindAnswer => {
      asks += 1
      return send('settle', { answer: 'x'.repeat(20_000) })
    }
    const put: typeof content.put = async (...given) => {
      write()
      return await content.put(...given)
    }
    const staged = await stage(say, [], { content: { ...content, put } })
    const asked = ask(staged, 'a')
    for (let rounds = 0; rounds < 20; rounds += 1) await nextRound()
    expect(staged.events('turn-ended')).toEqual([])
    staged.clock.pass(1_000)
    await asked
    expect(staged.events('turn-ended')).toMatchObject([{ how: 'sent' }])
    expect(asks).toBe(1)
  })

  it('is let go of where its work ends meanwhile', async () => {
    const staged = await stage(() => send('settle', { answer: 'x' }), [], {
      recollection: {
        ...openRecollection({ tokensMax: 500, countTokens: (text) => text.length }),
        brief: () => {
          throw new Error('the disk is full')
        },
      },
    })
    const asked = ask(staged, 'a')
    for (let rounds = 0; rounds < 20; rounds += 1) await nextRound()
    const end = { as: 'cancelled', by: 'boss', because: 'not now' } as const
    await staged.host.submit({ type: 'end-enactment', enactment: 'question:a', ...end })
    staged.clock.pass(1_000)
    await asked
    expect(staged.host.troubles.list()).toEqual([])
    expect(staged.events('turn-ended')).toMatchObject([
      { how: 'passed', why: 'its work ended before it could begin' },
    ])
  })
})
