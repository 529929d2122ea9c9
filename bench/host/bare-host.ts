/** What a host needs, with nobody in it: the options that the benchmarks of the host begin from. */
import { noFaults } from '../../src/base/index.ts'
import { realClock } from '../../src/environments/clock/index.ts'
import {
  type HostOptions,
  openHost,
  type OpenedHost,
  openRecollection,
} from '../../src/host/index.ts'
import { openMemoryContent } from '../../src/ledger/drivers/memory/index.ts'
import type { Store } from '../../src/ledger/index.ts'

/** The options of a host on this store that has no minds, no environments and a real clock. */
export const bareOptions = (store: Store): HostOptions => ({
  name: 'bench',
  process: process.pid,
  store,
  content: openMemoryContent(() => new Uint8Array(32)),
  clock: realClock(),
  faults: noFaults,
  staff: {
    minds: new Map(),
    schemaOf: () => undefined,
    unfenced: new Set(),
    variablesOf: () => ({}),
  },
  environments: new Map(),
  scratches: new Map(),
  recollection: openRecollection({ tokensMax: 500, countTokens: (text) => text.length / 4 }),
  told: () => undefined,
})

/** Opens a host on a store that nobody else has. */
export const openAlone = async (options: HostOptions): Promise<OpenedHost> => {
  const opened = await openHost(options)
  if (!opened.ok) throw new Error(opened.message)
  return opened.value
}
