/** A whole host for tests: a firm on a simulated clock and a store in memory, its members scripts or any minds. */
import { assert, noFaults } from '../base/index.ts'
import {
  type HostOptions,
  openHost,
  openRecollection,
  type OpenedHost,
  type Told,
} from '../host/index.ts'
import type { Mind } from '../host/ports/index.ts'
import { afterLastAct, type CharterForm, charterHash, type FirmEvent } from '../kernel/index.ts'
import {
  createMemoryStorage,
  openMemoryContent,
  openMemoryStore,
} from '../ledger/drivers/memory/index.ts'
import { type SimulatedClock, simulatedClock } from './simulated-clock.ts'
import { testOperator } from './test-operator.ts'

/** What a staged host is made of. */
export interface HostStaging {
  readonly charter: CharterForm
  readonly minds: ReadonlyMap<string, Mind>
  readonly options?: Partial<HostOptions>
}

/** A firm that is hosted, founded and chartered. */
export interface StagedHost extends OpenedHost {
  readonly clock: SimulatedClock
  readonly told: readonly Told[]
  /** The events of one type, in order. */
  readonly events: <Type extends FirmEvent['type']>(
    type: Type,
  ) => readonly Extract<FirmEvent, { readonly type: Type }>[]
  /** Adopts another charter in the operator's name, or in whoever's is named. */
  readonly adopt: (charter: CharterForm) => Promise<void>
}

/** Opens the host of a firm that begins here, called as its charter says; its operator is `boss`. */
export const stageHost = async ({ charter, minds, options }: HostStaging): Promise<StagedHost> => {
  const clock = simulatedClock()
  const told: Told[] = []
  const opened = await openHost({
    name: 'h1',
    process: 1,
    store: openMemoryStore(createMemoryStorage()),
    content: openMemoryContent(() => new Uint8Array(32)),
    clock,
    faults: noFaults,
    staff: {
      minds,
      schemaOf: () => undefined,
      unfenced: new Set(),
      variablesOf: () => ({}),
    },
    environments: new Map(),
    scratches: new Map(),
    recollection: openRecollection({ tokensMax: 500, countTokens: (text) => text.length }),
    told: (one) => void told.push(one),
    ...options,
  })
  assert(opened.ok, 'nobody else hosts a firm in memory')
  const { host } = opened.value
  const operator = testOperator()
  const adopt = async (next: CharterForm): Promise<void> => {
    const signature = operator.sign(charter.name, {
      verb: 'apply',
      what: afterLastAct(host.state, charterHash(next)),
    })
    await host.submit({ type: 'adopt-charter', charter: next, by: 'boss', signature })
  }
  await host.submit({ type: 'found-firm', firm: charter.name, operatorKey: operator.publicKey })
  await adopt(charter)
  const events: StagedHost['events'] = (type) =>
    told.flatMap(({ event }) => (event.type === type ? [event as never] : []))
  return { ...opened.value, clock, told, events, adopt }
}
