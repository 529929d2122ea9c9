/**
 * A whole firm under one seed: random charter, minds, operator, faults, crashes, a second host. A seed gives the same
 * ledger bytes; what it leaves is judged by the oracle.
 */
import {
  type Clock,
  type Faults,
  FirmError,
  type Json,
  type Random,
  seededRandom,
} from '../base/index.ts'
import {
  decodeEvent,
  type Host,
  type HostOptions,
  openHost,
  openRecollection,
  type Stepping,
  takeStep,
} from '../host/index.ts'
import {
  afterLastAct,
  type CharterForm,
  charterHash,
  encodeState,
  emptyState,
  evolve,
  type FirmEvent,
} from '../kernel/index.ts'
import type { Content } from '../ledger/index.ts'
import { openMemoryContent } from '../ledger/drivers/memory/index.ts'
import { type Breach, breachesOf } from './ledger-oracle.ts'
import { judgeEarly, type PlantedBug, withBug } from './planted-bug.ts'
import { randomMove } from './random-operator.ts'
import { randomMind } from './random-mind.ts'
import { namesContent, watchedMind, withPrivateFacts } from './private-facts.ts'
import { simulatedClock, type SimulatedClock } from './simulated-clock.ts'
import { createSimulatedDisk, type SimulatedDisk } from './simulated-disk.ts'
import { simulatedEnvironment, type SimulatedEnvironment } from './simulated-environment.ts'
import { openSimulatedStore } from './simulated-store.ts'
import { stagedCharter } from './staged-firm.ts'
import { testOperator } from './test-operator.ts'
import * as specimens from './specimens.ts'

/** How a simulation runs. */
export interface SimulationOptions {
  readonly actionCount?: number
  readonly bug?: PlantedBug
}

/** What a simulation found. */
export interface Simulated {
  readonly breaches: readonly Breach[]
  readonly bodies: readonly string[]
  readonly crashes: number
  readonly ended: number
}

const charterOf = (random: Random): CharterForm => {
  const { order, net, vote, inquiry } = specimens
  const others = random.shuffle([order, net, vote, inquiry]).slice(0, 2)
  const reviewers = random.integer(2) === 0 ? ['engineer', 'reviewer'] : ['reviewer']
  const charter = stagedCharter({
    protocols: [specimens.change, specimens.question, ...others],
    members: {
      lea: ['lead', 'asker', 'manager', 'chair', 'clerk'],
      eve: ['engineer', 'bidder', 'voter', 'worker', 'asker'],
      bob: ['engineer', 'bidder', 'voter', 'worker'],
      rob: [...reviewers, 'voter', 'bidder', 'owner'],
      boss: ['operator'],
    },
    under: random.integer(2) === 0 ? ['answer/{spec.area}'] : [],
    stands: { answer: 'answer/names' },
    budgets: [{ name: 'turns', unit: 'turns', limit: 60 + random.integer(100), per: 'ever' }],
    policy:
      random.integer(2) === 0
        ? [{ protocol: 'change', message: 'merge', gate: { kind: 'approval', who: 'boss' } }]
        : [],
  })
  return withPrivateFacts(charter)
}

interface World {
  readonly random: Random
  readonly clock: SimulatedClock
  readonly charter: CharterForm
  readonly disk: SimulatedDisk
  /** Durable: what was put there is there after a crash. */
  readonly content: Content
  readonly environments: ReadonlyMap<string, SimulatedEnvironment>
  readonly bug: PlantedBug | undefined
  fresh: number
  /** The last position that somebody was told is durable. */
  acknowledged: number
  crashes: number
  hosts: Running[]
  readonly breaches: Breach[]
}

interface Running {
  readonly host: Host
  readonly life: { dead: boolean }
  readonly stepping: Stepping
}

/** Runs one seed. */
export const simulateFirm = async (
  seed: number,
  options: SimulationOptions = {},
): Promise<Simulated> => {
  const world = makeWorld(seed, options.bug)
  const { actionCount = 60 } = options
  for (let action = 0; action < actionCount; action += 1) await act(world)
  await comeToRest(world)
  judge(world)
  const bodies = world.disk.cached.entries.map((entry) => entry.body)
  const ended = bodies.filter((body) => body.includes('"enactment-ended"')).length
  return { breaches: world.breaches, bodies, crashes: world.crashes, ended }
}

const makeWorld = (seed: number, bug: PlantedBug | undefined): World => {
  const random = seededRandom(seed, 'firm')
  const charter = charterOf(random)
  const salts = seededRandom(seed, 'salts')
  const names = new Set(
    Object.values(charter.protocols).flatMap((form) => Object.keys(form.environments)),
  )
  const plan = {
    failProbability: 0.1,
    doubtProbability: 0.15,
    undoProbability: 0.2,
    ...(bug === 'an effect started twice' ? { mute: true } : {}),
  }
  return {
    random,
    charter,
    clock: simulatedClock(),
    disk: createSimulatedDisk({
      random: seededRandom(seed, 'disk'),
      losesFlushes: bug === 'a lost flush',
    }),
    content: openMemoryContent(() => seededSalt(salts)),
    environments: new Map(
      [...names].map((name) => [
        name,
        simulatedEnvironment(name, { ...plan, seed: `${seed} ${name}` }),
      ]),
    ),
    bug,
    fresh: 1,
    acknowledged: 0,
    crashes: 0,
    hosts: [],
    breaches: [],
  }
}

const seededSalt = (random: Random): Uint8Array =>
  Uint8Array.from({ length: 32 }, () => random.integer(256))

const faultsOf = (world: World, life: Running['life']): Faults => {
  // About one crash in two hundred visited points, wherever it falls.
  return {
    reach: () => {
      if (!life.dead && world.random.integer(200) > 0) return
      life.dead = true
      throw new SimulatedCrash()
    },
  }
}

const openOne = async (world: World): Promise<Running | undefined> => {
  const life = { dead: false }
  const faults = faultsOf(world, life)
  const options = hostOptions(world, { life, faults, clock: world.clock })
  const opened = await openHost(options)
  if (!opened.ok) return undefined
  const { host } = opened.value
  if (world.bug === 'premises judged before the turn commits') judgeEarly(host)
  const started = new Set<string>()
  if (world.bug === 'an effect started twice') started.has = () => true
  return { host, life, stepping: { order: (due) => due, started } }
}

const hostOptions = (
  world: World,
  of: { readonly life: Running['life']; readonly faults: Faults; readonly clock: Clock },
): HostOptions => {
  const { charter, disk, random, clock } = world
  const fresh = (): number => (world.fresh += 1)
  const shown = (what: string): void => {
    world.breaches.push({ invariant: 12, position: disk.cached.entries.length, what })
  }
  const shared = { random, charter, fresh, now: () => clock.now() }
  const store = withBug(openSimulatedStore(disk, { faults: of.faults }), disk, world.bug)
  return {
    name: `h${world.crashes + world.hosts.length + 1}`,
    process: world.crashes + world.hosts.length + 1,
    store,
    content: world.content,
    clock: of.clock,
    faults: of.faults,
    staff: {
      minds: new Map(
        Object.keys(charter.members)
          .filter((name) => name !== 'boss')
          .map((name) => [name, watchedMind(randomMind(shared), charter, shown)]),
      ),
      schemaOf: () => undefined,
      unfenced: new Set(),
      variablesOf: () => ({}),
    },
    environments: new Map([...world.environments].map(([name, one]) => [name, one.open()])),
    scratches: new Map(),
    recollection: openRecollection({ tokensMax: 500, countTokens: (text) => text.length }),
    told: ({ entry }) => {
      if (entry.position > world.acknowledged) world.acknowledged = entry.position
    },
  }
}

/** Something happens: a step, a move of the operator, time, a crash, a second host. */
const act = async (world: World): Promise<void> => {
  const { random } = world
  const luck = random.integer(100)
  if (world.hosts.length === 0) return await survive(world, () => restart(world))
  const running = random.pick(world.hosts)
  if (luck < 70)
    return await survive(
      world,
      async () => void (await takeStep(running.host, running.stepping)),
      running,
    )
  if (luck < 85) return await survive(world, () => operate(world, running), running)
  if (luck < 93) return world.clock.pass(random.integer(30_000))
  if (luck < 96) return crash(world, running)
  return await survive(world, () => takeOver(world))
}

/** Runs something that a crash may cut off; the process is then gone, and what it held in memory with it. */
const survive = async (
  world: World,
  task: () => Promise<void>,
  running?: Running,
): Promise<void> => {
  try {
    await task()
  } catch (cause) {
    if (cause instanceof FirmError && cause.code === 'simulated-doubt') return
    const gone = running ?? world.hosts.at(-1)
    if (gone !== undefined) crash(world, gone)
    else world.disk.cached.holder = undefined
  }
}

const restart = async (world: World): Promise<void> => {
  world.disk.cached.holder = undefined
  const running = await openOne(world)
  if (running === undefined) return world.clock.pass(11_000)
  world.hosts.push(running)
  await found(world, running.host)
}

const found = async (world: World, host: Host): Promise<void> => {
  const operator = testOperator()
  const { charter } = world
  if (host.state.name === '') {
    await host.submit({ type: 'found-firm', firm: 'acme', operatorKey: operator.publicKey })
  }
  if (host.state.charter !== undefined) return
  const signature = operator.sign('acme', {
    verb: 'apply',
    what: afterLastAct(host.state, charterHash(charter)),
  })
  await host.submit({ type: 'adopt-charter', charter, by: 'boss', signature })
}

// The first host is still there, stopped or slow; its lease is over, and another begins.
const takeOver = async (world: World): Promise<void> => {
  world.clock.pass(11_000)
  world.disk.cached.holder = undefined
  const running = await openOne(world)
  if (running !== undefined) world.hosts = [...world.hosts.slice(-1), running]
}

const crash = (world: World, running: Running): void => {
  running.life.dead = true
  world.hosts = world.hosts.filter((one) => one !== running)
  world.crashes += 1
  // Power is lost for the machine, so every process on it is gone.
  for (const { life } of world.hosts) life.dead = true
  world.hosts = []
  world.disk.crash()
  world.disk.cached.holder = undefined
  const kept = world.disk.cached.entries.length
  if (kept < world.acknowledged) {
    const what = `${world.acknowledged - kept} acknowledged events are gone`
    world.breaches.push({ invariant: 2, position: kept, what })
    world.acknowledged = kept
  }
}

const operate = async (world: World, { host }: Running): Promise<void> => {
  const request = randomMove(world.random, host)
  if (request !== undefined) await host.submit(request)
}

const comeToRest = async (world: World): Promise<void> => {
  if (world.hosts.length === 0) await survive(world, () => restart(world))
  const running = world.hosts.at(-1)
  if (running === undefined) return
  for (let steps = 0; steps < 40; steps += 1) {
    await survive(world, async () => void (await takeStep(running.host, running.stepping)), running)
    if (running.life.dead) return
  }
}

const judge = (world: World): void => {
  const { breaches, disk } = world
  const events: FirmEvent[] = disk.cached.entries.map((entry) => decodeEvent(entry.body))
  breaches.push(...breachesOf(events))
  for (const [name, environment] of world.environments) {
    for (const { order, happened } of environment.effects().values()) {
      if (order.values.some(namesContent)) {
        const what = `${order.verb} in ${name} was told a name of content`
        breaches.push({ invariant: 12, position: events.length, what })
      }
      if (happened <= 1) continue
      const what = `${order.verb} in ${name} happened ${happened} times`
      breaches.push({ invariant: 7, position: events.length, what })
    }
  }
  const live = world.hosts.at(-1)
  const isUnreadable = breaches.some(({ invariant }) => invariant === 3)
  if (isUnreadable || live?.host.state.position !== events.length) return
  const replayed = emptyState()
  for (const event of events) evolve(replayed, event)
  const [again, lived]: readonly Json[] = [
    JSON.parse(encodeState(replayed)),
    JSON.parse(encodeState(live.host.state)),
  ]
  const differs = firstDifference(again ?? null, lived ?? null)
  if (differs === undefined) return
  const what = `replay and life differ at ${differs}`
  breaches.push({ invariant: 3, position: events.length, what })
}

/** The path of the first place where two JSON values differ, with both values. */
const firstDifference = (a: Json, b: Json, at = ''): string | undefined => {
  if (JSON.stringify(a) === JSON.stringify(b)) return undefined
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return `${at}: ${JSON.stringify(a)} and ${JSON.stringify(b)}`
  }
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))]
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const found = firstDifference(left.get(name) ?? null, right.get(name) ?? null, `${at}/${name}`)
    if (found !== undefined) return found
  }
  return at
}

/** A process of the simulation was killed. */
export class SimulatedCrash extends FirmError {
  override readonly name = 'SimulatedCrash'

  constructor() {
    super('simulated-crash', 'the simulation killed this process', {
      hint: 'Open the firm again.',
    })
  }
}
