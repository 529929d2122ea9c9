/** A turn that can commit nothing any more is stopped, and whoever took it is asked again once there is something to say. */
import { setImmediate as nextRound } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { afterLastAct } from '../kernel/index.ts'
import { change } from '../testing/specimens.ts'
import { type StagedHost, stageHost } from '../testing/staged-host.ts'
import { stagedCharter } from '../testing/staged-firm.ts'
import { testOperator } from '../testing/test-operator.ts'
import { openRecollection, type Pace, type Request, startFreePace } from './index.ts'
import type { Mind } from './ports/index.ts'

const charter = stagedCharter({
  protocols: [change],
  members: { lea: ['lead'], eve: ['engineer'], bob: ['engineer'] },
})

const paces: Pace[] = []
afterEach(() => {
  for (const pace of paces.splice(0)) pace.stop()
})

interface Staged extends StagedHost {
  /** Who began to think, and who was stopped, in order. */
  readonly work: readonly string[]
  readonly attemptCount: () => number
  readonly offer: (work: string, engineer: string) => Promise<void>
  readonly settle: () => Promise<void>
}

/** Engineers who think until they are stopped; eve has been offered work. */
const stage = async (): Promise<Staged> => {
  const work: string[] = []
  const mind = (name: string): Mind => ({
    kind: 'script',
    enforced: true,
    turnsAtOnce: 1,
    take: async (_view, _workplace, { stop }) => {
      work.push(`${name} begins`)
      await new Promise((resolve) => {
        stop.addEventListener('abort', resolve, { once: true })
      })
      work.push(`${name} is stopped`)
      return { kind: 'pass', why: 'stopped', use: { ms: 1 } }
    },
  })
  const minds = new Map(['eve', 'bob'].map((name) => [name, mind(name)] as const))
  const recollection = openRecollection({ tokensMax: 500, countTokens: (text) => text.length })
  const staged = await stageHost({ charter, minds, options: { recollection } })
  paces.push(startFreePace(staged.host, () => undefined))
  const settle = async (): Promise<void> => {
    for (let rounds = 0; rounds < 20; rounds += 1) await nextRound()
  }
  const offer: Staged['offer'] = async (name, engineer) => {
    const facts = { work: name, spec: { paths: [`${name}.md`] }, engineer }
    const chosen = [{ enactment: '', opens: 'change', message: 'offer', facts }]
    const said = { type: 'act-as-member', member: 'lea', chosen, cites: [] } as const
    await staged.host.submit({ ...said, verdicts: [], records: [] })
  }
  await offer('w1', 'eve')
  await settle()
  return { ...staged, work, attemptCount: () => recollection.memory().attempts.size, offer, settle }
}

const boss = { by: 'boss', because: '' } as const
const pause = (type: 'pause-member' | 'resume-member', member: string): Request => ({
  type,
  member,
  ...boss,
})

const takeover = ({ host }: Staged): Request => {
  const act = { verb: 'takeover', what: afterLastAct(host.state, 'eve') }
  const signature = testOperator().sign(charter.name, act)
  return { type: 'begin-takeover', member: 'eve', by: 'boss', signature }
}

const assign = (member: string): Request => ({
  type: 'assign-role',
  enactment: 'change:w1',
  role: 'engineer',
  member,
  ...boss,
})

const without = (name: string): typeof charter => ({
  ...charter,
  members: Object.fromEntries(Object.entries(charter.members).filter(([one]) => one !== name)),
})

const again = ['eve begins', 'eve is stopped', 'eve begins']
const another = ['eve begins', 'eve is stopped', 'bob begins']

describe('a turn', () => {
  it.each<[string, (staged: Staged) => Promise<void>, readonly string[], string]>([
    [
      'whose member pauses is taken again once it resumes',
      async ({ host, settle }) => {
        await host.submit(pause('pause-member', 'eve'))
        await settle()
        await host.submit(pause('resume-member', 'eve'))
        await settle()
      },
      again,
      'eve is paused',
    ],
    [
      'in a firm that pauses is taken again once it resumes',
      async ({ host, settle }) => {
        await host.submit(pause('pause-member', ''))
        await settle()
        await host.submit(pause('resume-member', ''))
        await settle()
      },
      again,
      'eve is paused',
    ],
    [
      'whose member is taken over is taken again once that is over',
      async (staged) => {
        await staged.host.submit(takeover(staged))
        await staged.settle()
        await staged.host.submit({ type: 'end-takeover', member: 'eve', by: 'boss' })
        await staged.settle()
      },
      again,
      'eve is taken over by boss',
    ],
    [
      'whose role goes to another is taken by that one',
      async ({ host, settle }) => {
        await host.submit(assign('bob'))
        await settle()
      },
      another,
      'eve no longer holds engineer in change:w1',
    ],
    [
      'of who is dismissed is taken by the next who holds the role',
      async ({ adopt, settle }) => {
        await adopt(without('eve'))
        await settle()
      },
      another,
      'eve is no longer a member',
    ],
  ])('%s', async (_what, act, seen, why) => {
    const staged = await stage()
    await act(staged)
    expect(staged.work).toEqual(seen)
    expect(staged.events('turn-refused').map(({ detail }) => detail)).toEqual([why])
    expect(staged.events('turn-ended')).toEqual([])
    // Who was stopped has tried nothing that others should know of.
    expect(staged.attemptCount()).toBe(0)
  })

  it('that is lost before its mind was asked costs nothing', async () => {
    const { host, offer, settle, work, events } = await stage()
    await offer('w2', 'bob')
    host.hand(pause('pause-member', 'bob'))
    await settle()
    expect([work, events('turn-refused')]).toMatchObject([['eve begins'], [{ use: { ms: 0 } }]])
    await host.submit(pause('resume-member', 'bob'))
    await settle()
    expect(work).toEqual(['eve begins', 'bob begins'])
  })

  it('that was stopped and may go on by then is taken again at once', async () => {
    const { host, settle, work, events } = await stage()
    await host.submit(pause('pause-member', 'eve'))
    host.hand(pause('resume-member', 'eve'))
    await settle()
    expect(work).toEqual(again)
    expect(events('turn-ended').map(({ how, why }) => [how, why])).toEqual([['failed', 'stopped']])
  })
})
