/** Observations: whom a change outside wakes, once for each, over stopped hosts, other charters and unread news. */
import { afterEach, describe, expect, it } from 'vitest'
import { assert } from '../base/index.ts'
import {
  type CharterForm,
  decodeState,
  encodeState,
  type ObservationForm,
} from '../kernel/index.ts'
import { createMemoryStorage, openMemoryStore } from '../ledger/drivers/memory/index.ts'
import { stagedCharter } from '../testing/staged-firm.ts'
import { type StagedHost, stageHost } from '../testing/staged-host.ts'
import { observeChanges, openHost, openRecollection, takeStep } from './index.ts'
import type { EnvironmentPort, Mind, TurnView } from './ports/index.ts'

const talk = `
  protocol talk
  key topic
  roles caller hearer
  environments repo
  call: caller > hearer; out topic; ends completed
`

const commits: ObservationForm = {
  environment: 'repo',
  what: 'branch',
  of: 'main',
  wakes: 'lea',
  saying: 'see what came',
}

const charterWith = (
  observations: { readonly [name: string]: ObservationForm },
  path = '.',
): CharterForm => ({
  ...stagedCharter({ protocols: [talk], members: { lea: ['caller'], rob: ['hearer'] } }),
  environments: { repo: { kind: 'git', options: { path } } },
  observations,
})

/** A repository of which only its branches are seen. */
interface Branches {
  readonly stands: { [branch: string]: string }
  readonly port: EnvironmentPort
}

const branchesAt = (stands: Branches['stands']): Branches => {
  const none = async (): Promise<never> => await Promise.reject(new RangeError('it only shows'))
  const port: EnvironmentPort = {
    kind: 'git',
    preview: none,
    perform: none,
    ask: none,
    undo: none,
    exists: none,
    close: async () => await Promise.resolve(),
    observe: async (of, before) => {
      const mark = stands[of]
      if (mark === undefined) throw new RangeError(`${of} cannot be read`)
      const text = `${of} moved from ${before ?? 'nowhere'} to ${mark}`
      return await Promise.resolve(mark === before ? undefined : { mark, text })
    },
  }
  return { stands, port }
}

interface Staged extends StagedHost {
  readonly views: TurnView[]
  /** Whether lea's mind falls over. */
  readonly fails: { now: boolean }
  readonly branches: Branches
  readonly storage: ReturnType<typeof createMemoryStorage>
  readonly lea: Mind
  /** Looks and steps until nothing happens any more. */
  readonly settle: () => Promise<void>
}

const stage = async (
  observations: { readonly [name: string]: ObservationForm } = { commits },
): Promise<Staged> => {
  const views: TurnView[] = []
  const fails = { now: false }
  const lea: Mind = {
    kind: 'script',
    enforced: true,
    turnsAtOnce: 1,
    take: async (view) => {
      views.push(view)
      if (fails.now) return { kind: 'nothing', why: 'it fell over', use: { ms: 0 } }
      const topic = /to (\S+): see what came/.exec(view.changed[0] ?? '')?.[1]
      if (topic === undefined)
        return await Promise.resolve({ kind: 'pass', why: '', use: { ms: 0 } } as const)
      const messages = [{ opens: 'talk', message: 'call', facts: { topic } }]
      return { kind: 'send', messages, cites: [], notes: [], use: { ms: 0 } } as const
    },
  }
  const branches = branchesAt({ main: 'a1' })
  const storage = createMemoryStorage()
  const staged = await stageHost({
    charter: charterWith(observations),
    minds: new Map([['lea', lea]]),
    options: {
      environments: new Map([['repo', branches.port]]),
      store: openMemoryStore(storage),
    },
  })
  const settle = async (): Promise<void> => {
    while (await takeStep(staged.host, { order: (due) => due }));
  }
  await settle()
  return { ...staged, fails, views, branches, storage, lea, settle }
}

const newsOf = ({ views }: Staged): readonly string[] => views.flatMap(({ changed }) => changed)

const opened: { readonly close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

describe('an observation', () => {
  it('wakes its member when what it looks at has changed, and the turn begins with what it says', async () => {
    const firm = await stage()
    expect(firm.events('observation-noted')).toMatchObject([
      { by: 'repo', about: 'the branch main', observation: 'commits', mark: 'a1', data: null },
    ])
    expect(firm.events('member-told')).toEqual([])
    firm.branches.stands['main'] = 'b2'
    await firm.settle()
    expect(firm.events('observation-noted').slice(1)).toMatchObject([
      { observation: 'commits', mark: 'b2', data: { before: 'a1' } },
    ])
    expect(newsOf(firm)).toEqual([
      'the observation commits shows that main moved from a1 to b2: see what came',
    ])
    expect(firm.events('enactment-opened').map(({ enactment }) => enactment)).toEqual(['talk:b2'])
  })

  it('wakes once for each change, and for nothing while nothing changes', async () => {
    const firm = await stage()
    for (const mark of ['b2', 'b2', 'c3', 'c3', 'b2']) {
      firm.branches.stands['main'] = mark
      await firm.settle()
      expect(await observeChanges(firm.host)).toBe(0)
    }
    expect(firm.events('member-told')).toHaveLength(3)
    expect(newsOf(firm).at(-1)).toContain('main moved from c3 to b2')
  })

  it('that its member has not read yet is followed by one for all that came since', async () => {
    const firm = await stage()
    await firm.host.submit({ type: 'pause-member', member: 'lea', by: 'boss', because: '' })
    for (const mark of ['b2', 'c3', 'd4']) {
      firm.branches.stands['main'] = mark
      await firm.settle()
    }
    expect(firm.host.state.lobby.get('lea')).toHaveLength(1)
    await firm.host.submit({ type: 'resume-member', member: 'lea', by: 'boss', because: '' })
    await firm.settle()
    expect(newsOf(firm)).toEqual([
      'the observation commits shows that main moved from a1 to b2: see what came',
      'the observation commits shows that main moved from b2 to d4: see what came',
    ])
  })

  it('is one more try for whoever has tried in vain, and no more than one', async () => {
    const firm = await stage()
    firm.fails.now = true
    firm.branches.stands['main'] = 'b2'
    await firm.settle()
    const tries = firm.events('turn-ended').filter(({ how }) => how === 'failed').length
    firm.branches.stands['main'] = 'c3'
    await firm.settle()
    firm.branches.stands['main'] = 'd4'
    await firm.settle()
    expect(firm.events('turn-ended').filter(({ how }) => how === 'failed')).toHaveLength(tries + 2)
    firm.fails.now = false
    firm.branches.stands['main'] = 'e5'
    await firm.settle()
    expect(firm.views.at(-2)?.changed.map((news) => news.replace(/.* to |:.*/g, ''))).toEqual([
      'b2',
      'c3',
      'd4',
      'e5',
    ])
    expect(firm.host.state.lobby.size).toBe(0)
  })

  it('tells once what changed while no host ran', async () => {
    const { storage, branches, lea, host, close } = await stage()
    await close()
    branches.stands['main'] = 'b2'
    branches.stands['main'] = 'c3'
    const next = await openHost({
      ...host.options,
      name: 'h2',
      store: openMemoryStore(storage),
      staff: { ...host.options.staff, minds: new Map([['lea', lea]]) },
      recollection: openRecollection({ tokensMax: 500, countTokens: (text) => text.length }),
    })
    assert(next.ok, 'nobody hosts it any more')
    opened.push(next.value)
    expect(await observeChanges(next.value.host)).toBe(1)
    expect(await observeChanges(next.value.host)).toBe(0)
    expect(next.value.host.state.lobby.get('lea')?.map(({ text }) => text)).toEqual([
      'the observation commits shows that main moved from a1 to c3: see what came',
    ])
  })

  it('stands in the snapshot, with what its member is to be told', async () => {
    const { host, branches } = await stage()
    branches.stands['main'] = 'b2'
    expect(await observeChanges(host)).toBe(1)
    const text = encodeState(host.state)
    const read = decodeState(text)
    expect(encodeState(read)).toBe(text)
    expect([...read.observed]).toEqual([['commits', 'b2']])
    expect(read.lobby.get('lea')).toMatchObject([{ observation: 'commits' }])
  })

  it('goes on under another charter, unless that looks elsewhere: then it begins anew', async () => {
    const firm = await stage()
    await firm.adopt(charterWith({ commits: { ...commits, saying: 'look' } }))
    expect([...firm.host.state.observed]).toEqual([['commits', 'a1']])
    await firm.adopt(charterWith({ commits }, '../other'))
    expect([...firm.host.state.observed]).toEqual([])
    firm.branches.stands['main'] = 'z9'
    await firm.settle()
    expect(firm.events('member-told')).toEqual([])
    await firm.adopt(charterWith({}))
    firm.branches.stands['main'] = 'y8'
    await firm.settle()
    expect(firm.events('observation-noted').at(-1)).toMatchObject({ mark: 'z9' })
  })

  it('that cannot be looked at is said, and keeps no other from being seen', async () => {
    const firm = await stage({ lost: { ...commits, of: 'gone' }, commits })
    expect(firm.host.troubles.list()).toMatchObject([
      { what: 'the look at the branch gone of repo', why: 'gone cannot be read' },
    ])
    expect([...firm.host.state.observed.keys()]).toEqual(['commits'])
    firm.branches.stands['gone'] = 'a1'
    await firm.settle()
    expect(firm.host.troubles.list()).toEqual([])
  })

  it('is refused by the kernel where the charter knows none of that name', async () => {
    const { host } = await stage()
    const asked = { type: 'observe-change', mark: 'q', text: 'it moved' } as const
    expect(await host.submit({ ...asked, observation: 'party' })).toMatchObject({
      ok: false,
      why: 'nothing-to-do',
    })
  })

  it('wakes nobody in a copy of the firm', async () => {
    const { host, branches } = await stage()
    const copied = { type: 'fork-firm', firm: 'copy', position: 1, hash: '00' } as const
    await host.submit(copied)
    branches.stands['main'] = 'b2'
    expect(await observeChanges(host)).toBe(0)
  })
})
