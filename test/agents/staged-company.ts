/** A company of two coding agents on a real ledger and a real repository, hosted in the process of the test. */
import { rm } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { FirmError, hashOfJson, noFaults } from '../../src/base/index.ts'
import { realClock } from '../../src/environments/clock/index.ts'
import {
  findOut,
  type Host,
  type HostOptions,
  openHost,
  openRecollection,
  startFreePace,
} from '../../src/host/index.ts'
import type { Mind } from '../../src/host/ports/index.ts'
import { afterLastAct, charterHash, type Chosen, type FirmEvent } from '../../src/kernel/index.ts'
import { loadTokenCounter } from '../../src/memory/index.ts'
import { personMind } from '../../src/minds/person/index.ts'
import { testOperator } from '../../src/testing/test-operator.ts'
import { agentsCharter, schemaOfAgents } from './agents-charter.ts'
import { type Ground, openGround } from './ground.ts'

/** One agent: how it thinks, and the variables that its program may see. */
export interface Seat {
  readonly mind: Mind
  readonly variables: { readonly [name: string]: string }
}

/** A company at work. */
export interface StagedCompany extends Pick<
  Ground,
  'onBranch' | 'authorOf' | 'inWorktree' | 'home'
> {
  readonly host: Host
  /** Every event since the firm was founded. */
  readonly events: readonly FirmEvent[]
  /** You send a message, in an enactment or to open one. */
  readonly act: (move: Chosen) => Promise<void>
  /** Waits for an event of a type that fits, from the beginning; throws with what happened instead. */
  readonly until: <T extends FirmEvent['type']>(
    type: T,
    fits?: (event: EventOf<T>) => boolean,
  ) => Promise<EventOf<T>>
  /** Waits until something holds that no event tells. */
  readonly eventually: (holds: () => boolean | Promise<boolean>) => Promise<void>
  /** The mark that the programs of a turn carry. */
  readonly markOf: (turn: string) => string
  readonly close: () => Promise<void>
}

const patienceMs = 30_000

type EventOf<T extends FirmEvent['type']> = Extract<FirmEvent, { readonly type: T }>

/** Opens the company. You are a person: your moves are made by the test. */
export const stageCompany = async (
  seatsIn: (home: string) => ReadonlyMap<string, Seat>,
): Promise<StagedCompany> => {
  const ground = await openGround(realClock())
  const events: FirmEvent[] = []
  const failures: unknown[] = []
  const options = await optionsOf(ground, seatsIn(ground.home), events)
  const opened = await openHost(options)
  if (!opened.ok) throw new StageError(opened.message)
  const { host, close } = opened.value
  await adopt(host)
  const pace = startFreePace(host, (cause) => void failures.push(cause))
  return {
    ...ground,
    host,
    events,
    markOf: (turn) => options.markOf?.(turn) ?? '',
    act: async (move) => await actAsYou(host, move),
    until: async (type, fits) =>
      await waitFor(events, { type, ...(fits === undefined ? {} : { fits }) }, failures),
    eventually: async (holds) => {
      const givenUpAt = Date.now() + patienceMs
      while (!(await holds())) {
        if (Date.now() > givenUpAt) throw new StageError(told('change', events, failures))
        await wait(20)
      }
    },
    close: async () => {
      pace.stop()
      await close()
      await ground.close()
      await rm(ground.folder, { recursive: true, force: true })
    },
  }
}

const optionsOf = async (
  ground: Ground,
  seats: ReadonlyMap<string, Seat>,
  events: FirmEvent[],
): Promise<HostOptions> => {
  const { home, store, content, environment, scratch } = ground
  const minds = [...seats].map(([name, { mind }]) => [name, mind] as const)
  return {
    name: 'h1',
    process: process.pid,
    store,
    content,
    clock: realClock(),
    faults: noFaults,
    markOf: (turn) => hashOfJson([home, turn]),
    recollection: openRecollection({ tokensMax: 4000, countTokens: await loadTokenCounter() }),
    staff: {
      minds: new Map([['you', personMind()], ...minds]),
      schemaOf: schemaOfAgents,
      unfenced: new Set(),
      variablesOf: (member) => seats.get(member)?.variables ?? {},
    },
    environments: new Map([['place', environment]]),
    scratches: new Map([['place', scratch]]),
    told: ({ event }) => void events.push(event),
  }
}

const adopt = async (host: Host): Promise<void> => {
  const operator = testOperator()
  await host.submit({ type: 'found-firm', firm: 'acme', operatorKey: operator.publicKey })
  const signature = operator.sign('acme', {
    verb: 'apply',
    what: afterLastAct(host.state, charterHash(agentsCharter)),
  })
  const charter = agentsCharter
  const adopted = await host.submit({ type: 'adopt-charter', charter, by: 'you', signature })
  if (!adopted.ok) throw new StageError(adopted.message)
}

const actAsYou = async (host: Host, chosen: Chosen): Promise<void> => {
  const chooser = { member: 'you', enactment: chosen.enactment }
  const found = await findOut(host.options, host.state, { chooser, chosen })
  const verdict = await host.submit({
    type: 'act-as-member',
    member: 'you',
    chosen: [found.chosen],
    cites: [],
    verdicts: [found.verdict],
    records: host.options.recollection.records(),
  })
  if (!verdict.ok) throw new StageError(verdict.message)
}

const waitFor = async <T extends FirmEvent['type']>(
  events: readonly FirmEvent[],
  asked: { readonly type: T; readonly fits?: (event: EventOf<T>) => boolean },
  failures: readonly unknown[],
): Promise<EventOf<T>> => {
  const { type, fits = () => true } = asked
  const givenUpAt = Date.now() + patienceMs
  const isAsked = (event: FirmEvent): event is EventOf<T> => event.type === type
  for (;;) {
    const found = events.filter((event) => isAsked(event)).find((event) => fits(event))
    if (found !== undefined) return found
    if (Date.now() > givenUpAt) throw new StageError(told(type, events, failures))
    await wait(20)
  }
}

const told = (type: string, events: readonly FirmEvent[], failures: readonly unknown[]): string => {
  const lines = [...events.slice(2).map((event) => JSON.stringify(event)), ...failures.map(String)]
  return `no ${type} came, but:\n${lines.join('\n')}`
}

/** The company did not do what the test waits for. */
class StageError extends FirmError {
  override readonly name = 'StageError'

  constructor(what: string) {
    super('stage-failed', what, { hint: 'Read what happened instead.' })
  }
}
