/** One firm of a simulation between firms: its disk, its host while one lives, its crashes. */
import { type Faults, FirmError, type Random, seededRandom } from '../base/index.ts'
import {
  type Correspondence,
  decodeEvent,
  type Host,
  openHost,
  openRecollection,
  startCorrespondence,
  takeStep,
  type Wire,
} from '../host/index.ts'
import type { EnvironmentPort, Mind } from '../host/ports/index.ts'
import { afterLastAct, type CharterForm, charterHash, type FirmEvent } from '../kernel/index.ts'
import type { Content } from '../ledger/index.ts'
import { openMemoryContent } from '../ledger/drivers/memory/index.ts'
import { randomMind } from './random-mind.ts'
import type { SimulatedClock } from './simulated-clock.ts'
import { createSimulatedDisk, type SimulatedDisk } from './simulated-disk.ts'
import { openSimulatedStore } from './simulated-store.ts'
import { testFirm } from './test-firm.ts'
import { testOperator } from './test-operator.ts'

/** What a partner is made of. */
export interface PartnerPlan {
  readonly name: string
  readonly seed: number
  readonly charter: CharterForm
  readonly clock: SimulatedClock
  readonly wire?: Wire
  /** Opens the port of each environment, as every host does. */
  readonly environments?: () => ReadonlyMap<string, EnvironmentPort>
  /** One visit of a fault point in so many is a crash. */
  readonly crashEvery: number
  /** What makes its members think; chance, unless said. */
  readonly minds?: ReadonlyMap<string, Mind>
  /** Told of each host of its life, and of the end of each. */
  readonly opened?: (host: Host) => Promise<void>
  readonly crashed?: () => void
}

/** A firm whose host dies now and then. */
export class SimulatedPartner {
  readonly plan: PartnerPlan
  readonly disk: SimulatedDisk
  crashCount = 0
  /** Whether it still crashes; a simulation that comes to rest stops that. */
  crashes = true
  /** Durable as the disk is: what was put there is there after a crash. */
  readonly content: Content
  readonly #random: Random
  #fresh = 0
  #running: { readonly host: Host; readonly post: Correspondence | undefined } | undefined
  #life = { dead: false }

  constructor(plan: PartnerPlan) {
    this.plan = plan
    this.#random = seededRandom(plan.seed, plan.name)
    const salts = seededRandom(plan.seed, `${plan.name} salts`)
    this.content = openMemoryContent(() =>
      Uint8Array.from({ length: 32 }, () => salts.integer(256)),
    )
    this.disk = createSimulatedDisk({ random: seededRandom(plan.seed, `${plan.name} disk`) })
  }

  /** The host, while one lives. */
  get host(): Host | undefined {
    return this.#running?.host
  }

  /** Every event that its ledger holds. */
  events(): readonly FirmEvent[] {
    return this.disk.cached.entries.map((entry) => decodeEvent(entry.body))
  }

  /** One step of its host, which is opened where none lives. Answers whether there was anything to do. */
  async step(): Promise<boolean> {
    return await this.survive(async () => {
      const host = this.host
      if (host === undefined) return await this.#open()
      return await takeStep(host, { order: (due) => due })
    })
  }

  /** Does something that a crash may cut off. What a crash held in memory is gone. */
  async survive(task: () => Promise<boolean>): Promise<boolean> {
    // Of several tasks that one crash cuts off, the others hear of it in the next life.
    const life = this.#life
    try {
      return await task()
    } catch (cause) {
      if (cause instanceof FirmError && cause.code === 'simulated-doubt') return true
      if (!life.dead) throw cause
      return true
    } finally {
      if (life.dead && life === this.#life) this.#crash()
    }
  }

  /** The process ends now, wherever it is. */
  kill(): void {
    this.#life.dead = true
    this.#crash()
  }

  #crash(): void {
    this.#running?.post?.stop()
    this.plan.crashed?.()
    this.#running = undefined
    this.#life = { dead: false }
    this.disk.crash()
    this.disk.cached.holder = undefined
    this.crashCount += 1
  }

  #faults(): Faults {
    const life = this.#life
    return {
      reach: () => {
        const isUnlucky = this.crashes && this.#random.integer(this.plan.crashEvery) === 0
        if (!life.dead && !isUnlucky) return
        life.dead = true
        throw new PartnerCrash(this.plan.name)
      },
    }
  }

  async #open(): Promise<boolean> {
    const { name, clock, wire, charter } = this.plan
    const faults = this.#faults()
    const opened = await openHost({
      name: `${name}-${this.crashCount}`,
      process: this.crashCount,
      store: openSimulatedStore(this.disk, { faults }),
      content: this.content,
      clock,
      faults,
      staff: {
        minds: this.plan.minds ?? this.#minds(),
        schemaOf: () => undefined,
        unfenced: new Set(),
        variablesOf: () => ({}),
      },
      environments: this.plan.environments?.() ?? new Map(),
      scratches: new Map(),
      recollection: openRecollection({ tokensMax: 500, countTokens: (text) => text.length }),
      told: () => undefined,
    })
    if (!opened.ok) return true
    const { host } = opened.value
    await found(host, name, charter)
    const { sign } = testFirm(name)
    const failed = (cause: unknown): void => void cause
    const post = wire === undefined ? undefined : startCorrespondence(host, { wire, sign, failed })
    this.#running = { host, post }
    await this.plan.opened?.(host)
    return true
  }

  #minds(): Parameters<typeof openHost>[0]['staff']['minds'] {
    const { charter, clock, name } = this.plan
    const fresh = (): string => `${name}${(this.#fresh += 1)}`
    const world = { random: this.#random, charter, now: () => clock.now(), fresh }
    const members = Object.keys(charter.members).filter((member) => member !== 'boss')
    return new Map(members.map((member) => [member, randomMind(world)]))
  }
}

const found = async (host: Host, firm: string, charter: CharterForm): Promise<void> => {
  const operator = testOperator()
  if (host.state.name === '') {
    await host.submit({ type: 'found-firm', firm, operatorKey: operator.publicKey })
  }
  if (host.state.charter !== undefined) return
  const signature = operator.sign(firm, {
    verb: 'apply',
    what: afterLastAct(host.state, charterHash(charter)),
  })
  await host.submit({ type: 'adopt-charter', charter, by: 'boss', signature })
}

/** The process of a partner was killed. */
export class PartnerCrash extends FirmError {
  override readonly name = 'PartnerCrash'

  constructor(firm: string) {
    super('simulated-crash', `the simulation killed the host of ${firm}`, {
      hint: 'Open the firm again.',
    })
  }
}
