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
  type Host,
  type HostOptions,
  openHost,
  openRecollection,
  type Stepping,
  takeStep,
} from '../host/index.ts'
import { afterLastAct, type CharterForm, charterHash } from '../kernel/index.ts'
import type { Content } from '../ledger/index.ts'
import { openMemoryContent } from '../ledger/drivers/memory/index.ts'
import { type Breach, type Foresights, openForesights } from './ledger-oracle.ts'
import { type PlantedBug, plantIn, withBug } from './planted-bug.ts'
import { leftOut, randomCharter } from './random-charter.ts'
import { randomMove } from './random-operator.ts'
import { missingCommit, randomMind, type RandomWorld } from './random-mind.ts'
import { withObservations } from './random-observations.ts'
import { watchedMind, withPrivateFacts } from './private-facts.ts'
import { simulatedClock, type SimulatedClock } from './simulated-clock.ts'
import { createSimulatedDisk, type SimulatedDisk } from './simulated-disk.ts'
import { judgedAfter } from './simulated-judgement.ts'
import { simulatedEnvironment, type SimulatedEnvironment } from './simulated-environment.ts'
import { openSimulatedStore } from './simulated-store.ts'
import { testOperator } from './test-operator.ts'

/** How a simulation runs. */
export interface SimulationOptions {
  /** The places of the actions that happen; each has chances of its own, so that any may be left out. */
  readonly actions?: readonly number[]
  /** Members and protocols that the charter goes without. */
  readonly without?: readonly string[]
  readonly bug?: PlantedBug
  /** What was foreseen of protocols, where many runs share it. */
  readonly foresights?: Foresights
}

/** The actions of a whole run. */
export const allActions: readonly number[] = Array.from({ length: 60 }, (_, index) => index)

/** What a simulation found. */
export interface Simulated {
  readonly breaches: readonly Breach[]
  readonly bodies: readonly string[]
  readonly crashes: number
  readonly ended: number
}

interface World {
  random: Random
  readonly clock: SimulatedClock
  readonly charter: CharterForm
  readonly isHandsOn: boolean
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
  const world = makeWorld(seed, options)
  for (const action of options.actions ?? allActions) {
    world.random = seededRandom(seed, `action ${action}`)
    await act(world)
  }
  world.random = seededRandom(seed, 'rest')
  await comeToRest(world)
  const { foresights = openForesights() } = options
  const live = world.hosts.at(-1)?.host
  world.breaches.push(...judgedAfter({ ...world, live, foresights }))
  const bodies = world.disk.cached.entries.map((entry) => entry.body)
  const ended = bodies.filter((body) => body.includes('"enactment-ended"')).length
  return { breaches: world.breaches, bodies, crashes: world.crashes, ended }
}

const makeWorld = (seed: number, { bug, without = [] }: SimulationOptions): World => {
  const drawn = without.reduce(leftOut, withPrivateFacts(randomCharter(seededRandom(seed))))
  const charter = withObservations(drawn, seededRandom(seed, 'observations'))
  const clock = simulatedClock()
  const salts = seededRandom(seed, 'salts')
  const names = new Set(
    Object.values(charter.protocols).flatMap((form) => Object.keys(form.environments)),
  )
  const plan = {
    failProbability: 0.1,
    doubtProbability: 0.15,
    undoProbability: 0.2,
    clock,
    changesMs: 20_000,
    exists: async ({ value }: { readonly value: Json }) =>
      await Promise.resolve(value === missingCommit ? false : undefined),
    ...(bug === 'an effect started twice' ? { mute: true } : {}),
  }
  return {
    random: seededRandom(seed, 'begin'),
    charter,
    isHandsOn: seededRandom(seed, 'operator').integer(4) === 0,
    clock,
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
  // About one crash in four hundred visited points, wherever it falls.
  return {
    reach: () => {
      if (!life.dead && world.random.integer(400) > 0) return
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
  plantIn(host, world.bug)
  const started = new Set<string>()
  if (world.bug === 'an effect started twice') started.has = () => true
  return { host, life, stepping: { order: (due) => due, started } }
}

const randomWorld = (world: World): RandomWorld => {
  const { charter, clock } = world
  return {
    get random() {
      return world.random
    },
    charter,
    fresh: () => (world.fresh += 1),
    now: () => clock.now(),
  }
}

const hostOptions = (
  world: World,
  of: { readonly life: Running['life']; readonly faults: Faults; readonly clock: Clock },
): HostOptions => {
  const { charter, disk } = world
  const shown = (what: string): void => {
    world.breaches.push({ invariant: 12, position: disk.cached.entries.length, what })
  }
  const shared = randomWorld(world)
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
  const stepsBelow = world.isHandsOn ? 50 : 70
  if (luck < stepsBelow)
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
  const asked = { ...randomWorld(world), isHandsOn: world.isHandsOn }
  const request = await randomMove(asked, host)
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

/** A process of the simulation was killed. */
export class SimulatedCrash extends FirmError {
  override readonly name = 'SimulatedCrash'

  constructor() {
    super('simulated-crash', 'the simulation killed this process', {
      hint: 'Open the firm again.',
    })
  }
}
