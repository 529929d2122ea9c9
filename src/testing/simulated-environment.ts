/** An environment for simulations: its world outlives the hosts that open it, and it errs by seed. */
import {
  type Clock,
  FirmError,
  hashOfJson,
  type Json,
  type JsonObject,
  later,
  type Random,
  seededRandom,
} from '../base/index.ts'
import type { EffectOrder, EffectOutcome, EnvironmentPort, Sight } from '../host/ports/index.ts'

/** How the environment behaves. Probabilities are 0 to 1 and 0 unless told. */
export interface SimulatedPlan {
  readonly seed: number | string
  /** How long a call takes at most, by this clock; without one every call answers at once. */
  readonly clock?: Clock
  readonly delayMsMax?: number
  /** The effect fails and says so. It fails whenever it is tried: failure belongs to the key. */
  readonly failProbability?: number
  /** The answer is lost: half of the time before the effect happens, half of the time after. */
  readonly doubtProbability?: number
  /** Undoing throws, and works when it is tried again. */
  readonly undoProbability?: number
  /** How often what it shows changes, by its clock; without either it shows nothing. */
  readonly changesMs?: number
  /** It cannot be asked: doubt is settled by the operator. */
  readonly mute?: boolean
  readonly exists?: EnvironmentPort['exists']
}

/** What truly happened to one key, for a test to look at. */
export interface SimulatedEffect {
  readonly order: EffectOrder
  /** How often it took effect; more than once is a broken promise. */
  readonly happened: number
  readonly undone: number
}

/** The world of one environment. */
export interface SimulatedEnvironment {
  /** Opens a port on the same world, as each host does. */
  readonly open: () => EnvironmentPort
  readonly effects: () => ReadonlyMap<string, SimulatedEffect>
}

interface World {
  readonly kind: string
  readonly plan: SimulatedPlan
  readonly effects: Map<string, SimulatedEffect>
  /** How often each key was called, so that the chances of a key do not hang on other keys. */
  readonly calls: Map<string, number>
}

/** Makes a world; the same plan and the same calls give the same answers, in whatever order keys come. */
export const simulatedEnvironment = (kind: string, plan: SimulatedPlan): SimulatedEnvironment => {
  const world: World = { kind, plan, effects: new Map(), calls: new Map() }
  return { open: () => openPort(world), effects: () => world.effects }
}

const openPort = (world: World): EnvironmentPort => ({
  kind: world.kind,
  preview: async ({ verb, values }) => {
    const text = `${verb} ${JSON.stringify(values)}\n`
    return await Promise.resolve({ title: verb, text })
  },
  perform: async (order) => await perform(world, order),
  ask: async (order) => {
    await delay(world, draw(world, order))
    if (world.plan.mute === true) return { kind: 'unknown', why: `${world.kind} cannot be asked` }
    return world.effects.has(order.key) ? done(order) : { kind: 'not-started' }
  },
  undo: async (order) => await undo(world, order),
  observe: async (of, before) => await Promise.resolve(sightOf(world, of, before)),
  exists: async (fact) => await (world.plan.exists ?? judgesNothing)(fact),
  close: async () => await Promise.resolve(),
})

/** What is seen of a name at an instant: it changes by the clock, for all names at other times. */
const sightOf = ({ plan }: World, of: string, before: string | undefined): Sight | undefined => {
  const { clock, changesMs } = plan
  if (clock === undefined || changesMs === undefined) return undefined
  const shift = seededRandom(plan.seed, `sees ${of}`).integer(changesMs)
  const mark = `${of} ${Math.floor((clock.now() + shift) / changesMs)}`
  return mark === before ? undefined : { mark, text: `${of} is ${mark}` }
}

const perform = async (world: World, order: EffectOrder): Promise<EffectOutcome> => {
  const { plan, effects } = world
  const random = draw(world, order)
  await delay(world, random)
  if (chance(seededRandom(plan.seed, `fails ${order.key}`), plan.failProbability)) {
    return { kind: 'failed', why: 'the simulation refuses it', receipt: { key: order.key } }
  }
  const doubt = chance(random, plan.doubtProbability)
  const lostBefore = chance(random, 0.5)
  if (doubt && lostBefore) throw new LostAnswerError(order.key)
  const before = effects.get(order.key)
  // What cannot be asked does not honour the key either, so that a second try is seen.
  if (before === undefined || plan.mute === true) {
    const happened = (before?.happened ?? 0) + 1
    effects.set(order.key, { order, happened, undone: before?.undone ?? 0 })
  }
  if (doubt) throw new LostAnswerError(order.key)
  return done(order)
}

const undo = async (world: World, order: EffectOrder): Promise<JsonObject> => {
  const random = draw(world, order)
  await delay(world, random)
  if (chance(random, world.plan.undoProbability)) throw new LostAnswerError(order.key)
  const effect = world.effects.get(order.key)
  if (effect !== undefined && effect.undone === 0) {
    world.effects.set(order.key, { ...effect, undone: 1 })
  }
  return { undoes: order.key }
}

const done = (order: EffectOrder): EffectOutcome => {
  const values: readonly Json[] = order.values
  return { kind: 'done', receipt: { key: order.key, effect: hashOfJson([order.verb, ...values]) } }
}

/** Chances for this call of this key. */
const draw = ({ plan, calls }: World, { key }: EffectOrder): Random => {
  const call = calls.get(key) ?? 0
  calls.set(key, call + 1)
  return seededRandom(plan.seed, `${key} ${call}`)
}

const chance = (random: Random, probability = 0): boolean =>
  random.integer(1_000_000) < probability * 1_000_000

const delay = async ({ plan: { clock, delayMsMax } }: World, random: Random): Promise<void> => {
  if (clock === undefined || delayMsMax === undefined) return
  const at = later(clock.now(), random.integer(delayMsMax + 1))
  await new Promise<void>((resolve) => void clock.schedule(at, resolve))
}

const judgesNothing: EnvironmentPort['exists'] = async () => await Promise.resolve(undefined)

/** The answer of a simulated environment was lost: whether the effect happened is not known. */
export class LostAnswerError extends FirmError {
  override readonly name = 'LostAnswerError'

  constructor(key: string) {
    super('simulated-doubt', `the answer for ${key} was lost`, {
      hint: 'Ask the environment whether it happened.',
      data: { key },
    })
  }
}
