/** The hand-off at home on a simulated host: from an offer to a merge, over a failed verdict and a restart. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { noFaults } from '../../src/base/index.ts'
import {
  type HostOptions,
  openHost,
  openRecollection,
  type OpenedHost,
  type Stepping,
  takeStep,
  type Told,
} from '../../src/host/index.ts'
import type { EnvironmentPort, Mind } from '../../src/host/ports/index.ts'
import { afterLastAct, type CharterForm, charterHash } from '../../src/kernel/index.ts'
import {
  createMemoryStorage,
  type MemoryStorage,
  openMemoryContent,
  openMemoryStore,
} from '../../src/ledger/drivers/memory/index.ts'
import { scriptMind } from '../../src/minds/script/index.ts'
import { code, environment, pass, text } from '../../src/protocol/index.ts'
import { handoff } from '../../src/protocol/library/index.ts'
import { simulatedClock, type SimulatedClock } from '../../src/testing/simulated-clock.ts'
import { staffed } from '../../src/testing/staged-firm.ts'
import { testOperator } from '../../src/testing/test-operator.ts'

// In a simulation a mind thinks in no time.
const still = { elapsedMs: () => 0 }

const desk = environment('desk', {
  put: { reads: [text()], kind: 'revocable', doubt: 'ask' },
})
const Spec = z.object({ goal: z.string(), paths: z.array(z.string()) })
const work = handoff.with({
  facts: { spec: Spec, result: text() },
  does: { apply: desk.put('result') },
  lease: { accept: 'spec.paths' },
})

const lead = (): Mind => {
  const works = ['one', 'two']
  return scriptMind(
    [
      code(work, 'lead', {
        offer: (known) => {
          // A round asks for the engineer alone; a new hand-off for all three.
          const spec = { goal: 'tidy', paths: ['src/a.ts'] }
          if ('spec' in known) return { engineer: 'eve' } as never
          const next = works.shift()
          if (next === undefined) return pass('nothing is left to do')
          return { work: next, spec, engineer: next === 'one' ? 'eve' : 'bob' }
        },
        redo: () => ({}),
        apply: () => ({}),
        rework: () => ({ conflict: 'it did not apply' }),
      }),
    ],
    still,
  )
}

const engineer = (name: string): Mind =>
  scriptMind(
    [
      code(work, 'engineer', {
        decline: () => pass('it can be done'),
        accept: ({ spec }) => ({ plan: `${name} will ${spec.goal}` }),
        deliver: ({ plan }, turn) => ({ result: `${plan} in ${turn.enactment}` }),
      }),
    ],
    still,
  )

const reviewer = (): Mind =>
  scriptMind(
    [
      code(work, 'reviewer', {
        judge: ({ result }) =>
          result.includes('~2')
            ? { verdict: { meets: { findings: [] } } }
            : { verdict: { fails: { findings: ['once more'] } } },
      }),
    ],
    still,
  )

const charter: CharterForm = {
  format: 1,
  name: 'acme',
  goal: { text: 'tidy', owner: 'you', measure: 'none' },
  members: {
    you: staffed(['operator'], 'you'),
    lea: staffed(['lead'], 'lea'),
    eve: staffed(['engineer'], 'eve'),
    bob: staffed(['engineer'], 'bob'),
    rob: staffed(['reviewer'], 'rob'),
  },
  protocols: { handoff: work.form },
  environments: {},
  policy: [],
  budgets: [],
  code: '',
}

const simulatedDesk = (done: string[]): EnvironmentPort => ({
  kind: 'desk',
  preview: async () => ({ title: 'put', text: '' }),
  perform: async (order) => {
    if (!done.includes(order.key)) done.push(order.key)
    return { kind: 'done', receipt: { key: order.key } }
  },
  ask: async (order) =>
    done.includes(order.key) ? { kind: 'done', receipt: {} } : { kind: 'not-started' },
  undo: async () => ({}),
  exists: async () => undefined,
  close: async () => undefined,
})

interface Stage {
  readonly storage: MemoryStorage
  readonly told: Told[]
  readonly done: string[]
  readonly minds: ReadonlyMap<string, Mind>
}

const stage = (): Stage => ({
  storage: createMemoryStorage(),
  told: [],
  done: [],
  minds: new Map([
    ['lea', lead()],
    ['eve', engineer('eve')],
    ['bob', engineer('bob')],
    ['rob', reviewer()],
  ]),
})

const open = async (
  { storage, told, done, minds }: Stage,
  clock: SimulatedClock = simulatedClock(),
): Promise<OpenedHost> => {
  const options: HostOptions = {
    name: 'h1',
    process: 1,
    store: openMemoryStore(storage),
    content: openMemoryContent(() => new Uint8Array(32)),
    clock,
    faults: noFaults,
    staff: {
      minds,
      schemaOf: (_protocol, fact) => (fact === 'spec' ? Spec : undefined),
      unfenced: new Set(),
      variablesOf: () => ({}),
    },
    environments: new Map([['place', simulatedDesk(done)]]),
    scratches: new Map(),
    recollection: openRecollection({ tokensMax: 500, countTokens: (text) => text.length }),
    told: (one) => told.push(one),
  }
  const opened = await openHost(options)
  if (!opened.ok) throw new Error(opened.message)
  return opened.value
}

const operator = testOperator()

const found = async ({ host }: OpenedHost): Promise<void> => {
  await host.submit({ type: 'found-firm', firm: 'acme', operatorKey: operator.publicKey })
  const signature = operator.sign('acme', {
    verb: 'apply',
    what: afterLastAct(host.state, charterHash(charter)),
  })
  const adopted = await host.submit({ type: 'adopt-charter', charter, by: 'you', signature })
  expect(adopted).toMatchObject({ ok: true })
}

// Minds think in no time here, so the order of names is as good as any; what matters is that it is given.
const stepping = (): Stepping => ({ order: (due) => due })

const runToRest = async ({ host }: OpenedHost, stepsMax = 200): Promise<number> => {
  const how = stepping()
  for (let steps = 0; steps < stepsMax; steps += 1) {
    if (!(await takeStep(host, how))) return steps
  }
  return stepsMax
}

const ended = (told: readonly Told[]): string[] =>
  told.flatMap(({ event }) =>
    event.type === 'enactment-ended' ? [`${event.enactment} ${event.as}`] : [],
  )

const bodies = ({ storage }: Stage): string[] => storage.entries.map((entry) => entry.body)

describe('a hand-off on a host', () => {
  it('goes through a round to the end, twice, the second after the first', async () => {
    const staged = stage()
    const opened = await open(staged)
    await found(opened)
    await runToRest(opened)
    expect(ended(staged.told)).toEqual([
      'handoff:one~2 completed',
      'handoff:one completed',
      'handoff:two~2 completed',
      'handoff:two completed',
    ])
    expect(staged.done).toHaveLength(2)
    await opened.close()
  })

  it('leaves the same bytes each time', async () => {
    const runs = await Promise.all(
      [stage(), stage()].map(async (staged) => {
        const opened = await open(staged)
        await found(opened)
        await runToRest(opened)
        await opened.close()
        return bodies(staged)
      }),
    )
    expect(runs[0]).toEqual(runs[1])
    expect(runs[0]?.length).toBeGreaterThan(40)
  })

  it('goes on after a stop at any step, loses nothing and does nothing twice', async () => {
    const whole = stage()
    const first = await open(whole)
    await found(first)
    const steps = await runToRest(first)
    for (let stop = 1; stop < steps; stop += 1) {
      const staged = stage()
      const before = await open(staged)
      await found(before)
      await runToRest(before, stop)
      // The process is gone: nothing is closed, and the lock is free.
      staged.storage.holder = undefined
      const after = await open(staged)
      await runToRest(after)
      expect(ended(staged.told), `stopped at step ${stop}`).toEqual(ended(whole.told))
      expect(staged.done, `stopped at step ${stop}`).toHaveLength(2)
    }
  })

  it('gives up on a mind that never answers, and the turn counts as failed', async () => {
    const clock = simulatedClock()
    const silent: Mind = {
      kind: 'script',
      enforced: true,
      turnsAtOnce: 1,
      take: async () => await new Promise(() => undefined),
    }
    const staged = stage()
    const minds = new Map([...staged.minds, ['lea', silent] as const])
    const opened = await open({ ...staged, minds }, clock)
    await found(opened)
    const step = takeStep(opened.host, stepping())
    // The turn is opened before the mind is asked; time passes only then.
    while (opened.host.state.turns.size === 0) await new Promise((resolve) => setImmediate(resolve))
    await new Promise((resolve) => setImmediate(resolve))
    clock.pass(31 * 60_000)
    await step
    const failed = staged.told.find(({ event }) => event.type === 'turn-ended')?.event
    expect(failed).toMatchObject({ how: 'failed', why: 'it did not answer within 30 minutes' })
  })
})
