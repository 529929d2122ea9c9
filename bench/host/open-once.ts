/** Opens the firm of the home it is given as a program does that has just started, and tells what it took as JSON. */
import { openState } from '../../src/host/index.ts'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'
import { firmPlaces } from '../../src/cli/open-firm/index.ts'
import { bareOptions, openAlone } from './bare-host.ts'
import { openHome } from './worked-home.ts'

const [home = '', what = 'snapshot'] = process.argv.slice(2)
const path = firmPlaces(home).ledger

/** A recollection that remembers nothing: what is left is the kernel's half. */
const forgetful = {
  ...bareOptions(await openSqliteStore(path)).recollection,
  remember: (): void => undefined,
}

const openHosting = async (): Promise<number> => {
  const store = await openSqliteStore(path)
  const { host } = await openAlone(bareOptions(store))
  // The process ends without a word, so that the ledger is the same for the next.
  return host.state.position
}

const openByProgram = async (): Promise<number> => (await openHome(home)).host.state.position

const replay = async (remembers: boolean): Promise<number> => {
  const store = await openSqliteStore(path)
  const { recollection } = bareOptions(store)
  // As if no snapshot had ever been kept.
  const bare = { ...store, snapshots: { ...store.snapshots, latest: async () => undefined } }
  const state = await openState(bare, remembers ? recollection : forgetful)
  await store.close()
  return state.position
}

const tasks: { readonly [name: string]: () => Promise<number> } = {
  snapshot: openHosting,
  program: openByProgram,
  kernel: async () => await replay(false),
  memory: async () => await replay(true),
}
const beganMs = performance.now()
const used = process.cpuUsage()
const position = (await tasks[what]?.()) ?? 0
const { user, system } = process.cpuUsage(used)
console.log(
  JSON.stringify({
    position,
    ms: performance.now() - beganMs,
    cpuMs: (user + system) / 1000,
    heapBytes: process.memoryUsage().heapUsed,
  }),
)
process.exit()
