/** Benchmark: a ledger of a million events is opened from its snapshot, and replayed with every body parsed. */
import { cpSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeCanonical, seededRandom } from '../../src/base/index.ts'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'
import { anchorOf, chainBodies, openBook, type Store, verify } from '../../src/ledger/index.ts'
import { sampleEvent } from './sample-event.ts'

const eventCount = Number(process.argv[2] ?? 1_000_000)

/** How many events stand in one commit: turns of a quiet firm, of a busy one, and of 64 callers at once. */
const groupings: readonly (readonly [string, number])[] = [
  ['1 event a commit', 1],
  ['1 to 8 events a commit', 8],
  ['1 to 128 events a commit', 128],
]

/** A state of the size that a firm has with 1,000 open enactments and 10,000 standing facts. */
const sampleState = (): string =>
  encodeCanonical({
    enactments: Array.from({ length: 1000 }, (_, index) => ({
      key: `change/${index}`,
      facts: Array.from({ length: 8 }, (__, fact) => ({ at: fact, value: 'v'.repeat(60) })),
    })),
    standing: Array.from({ length: 10_000 }, (_, index) => ({
      path: `decision/area-${index}`,
      value: 'A decision of about sixty bytes, as one writes them down',
      version: 1 + (index % 5),
    })),
  })

const fill = async (store: Store, groupMax: number): Promise<void> => {
  const random = seededRandom(1, 'groups')
  let tip = await store.tip()
  while (tip.position < eventCount) {
    const wanted = groupMax === 1 ? 1 : 1 + random.integer(groupMax)
    const size = Math.min(wanted, eventCount - tip.position)
    const from = tip.position
    const entries = chainBodies(
      tip,
      Array.from({ length: size }, (_, it) => sampleEvent(from + it)),
    )
    await store.append(from, entries)
    tip = anchorOf(entries)
  }
  await store.snapshots.keep({ format: 'bench-1', ...tip, body: sampleState() })
}

/** Makes the ledger in memory where there is such a folder, for its flushes are not what is measured, and moves it. */
const prepare = async (path: string, groupMax: number): Promise<void> => {
  const making = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'firm-bench-'))
  const store = await openSqliteStore(join(making, 'ledger.db'))
  await fill(store, groupMax)
  await store.close()
  cpSync(making, join(path, '..'), { recursive: true })
  rmSync(making, { recursive: true })
}

/** Prints the time that passed and the time that this process computed: on a busy machine they differ. */
const measure = async (name: string, work: () => Promise<number>): Promise<void> => {
  const start = performance.now()
  const used = process.cpuUsage()
  const count = await work()
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(used)
  const cpuMs = (user + system) / 1000
  const rate = (overMs: number): string =>
    count > 1 ? `, ${Math.round((count * 1000) / overMs)} events/s` : ''
  console.log(`  ${name}: ${ms.toFixed(0)} ms${rate(ms)}; cpu ${cpuMs.toFixed(0)} ms${rate(cpuMs)}`)
}

/** What parsing alone costs, the peer of a replay. */
const parseOnly = async (bodies: readonly string[]): Promise<number> => {
  for (let round = 0; round < 4; round += 1) for (const body of bodies) JSON.parse(body)
  return bodies.length * 4
}

const replay = async (store: Store): Promise<number> => {
  let count = 0
  for await (const entries of store.read(0)) {
    for (const { body } of entries) {
      JSON.parse(body)
      count += 1
    }
  }
  return count
}

const sampleBodies = Array.from({ length: 50_000 }, (_, index) => sampleEvent(index))
for (const [name, groupMax] of groupings) {
  const folder = mkdtempSync(join(tmpdir(), 'firm-bench-'))
  const path = join(folder, 'ledger.db')
  await prepare(path, groupMax)
  console.log(`${eventCount} events, ${name}: ${Math.round(statSync(path).size / 1e6)} MB`)
  await measure('opened from its snapshot, state parsed', async () => {
    const store = await openSqliteStore(path)
    await openBook(store)
    const snapshot = await store.snapshots.latest('bench-1')
    JSON.parse(snapshot?.body ?? '')
    await store.close()
    return 1
  })
  const store = await openSqliteStore(path)
  await measure('parsed only, from memory', () => parseOnly(sampleBodies))
  await measure('replayed, every body parsed', () => replay(store))
  await measure('replayed again', () => replay(store))
  await measure('replayed once more', () => replay(store))
  await measure('verified', async () => {
    const verdict = await verify(store)
    return verdict.ok ? verdict.tip.position : 0
  })
  await store.close()
  rmSync(folder, { recursive: true })
}
