/** Benchmark: a firm with a million events, 1,000 open enactments and 10,000 standing facts opens, and is replayed. */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'
import { bareOptions, openAlone } from './bare-host.ts'
import { writeWorkedLedger } from './worked-ledger.ts'

const eventCount = Number(process.argv[2] ?? 1_000_000)
const openCount = Number(process.argv[3] ?? 1_000)
const standingCount = Number(process.argv[4] ?? 10_000)
const runCount = 5

/** What one process told. */
interface Told {
  readonly position: number
  readonly ms: number
  readonly cpuMs: number
  readonly heapBytes: number
}

const child = fileURLToPath(new URL('open-once.ts', import.meta.url))

/** Each time in a new process, since a program that starts has compiled nothing yet. */
const run = (path: string, what: string): Told =>
  JSON.parse(
    execFileSync(process.execPath, [...process.execArgv, child, path, what], { encoding: 'utf8' }),
  )

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN

/** Made in memory where there is such a folder, for the flushes of its making are not what is measured. */
const prepare = async (path: string): Promise<void> => {
  const making = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'firm-bench-'))
  await writeWorkedLedger(join(making, 'ledger.db'), { eventCount, openCount, standingCount })
  cpSync(making, join(path, '..'), { recursive: true })
  rmSync(making, { recursive: true })
  const store = await openSqliteStore(path)
  // Opening replays; closing keeps the snapshot.
  const opened = await openAlone(bareOptions(store))
  await opened.close()
  await store.close()
}

const tell = (name: string, told: readonly Told[], counts: boolean): void => {
  const ms = median(told.map((one) => one.ms))
  const cpuMs = median(told.map((one) => one.cpuMs))
  const position = told[0]?.position ?? 0
  const rate = counts
    ? `, ${Math.round((position * 1000) / ms)} events/s (${Math.round((position * 1000) / cpuMs)} a second of cpu)`
    : ` (${told.map((one) => one.ms.toFixed(0)).join(', ')})`
  const heap = Math.max(...told.map((one) => one.heapBytes)) / 1e6
  console.log(
    `${name}: ${ms.toFixed(0)} ms, cpu ${cpuMs.toFixed(0)} ms${rate}; ${heap.toFixed(0)} MB of heap`,
  )
}

const folder = mkdtempSync(join(tmpdir(), 'firm-bench-'))
const path = join(folder, 'ledger.db')
await prepare(path)
console.log(
  `${eventCount} events, ${openCount} open enactments, ${standingCount} standing facts: ${Math.round(statSync(path).size / 1e6)} MB`,
)
const times = <T>(count: number, task: () => T): readonly T[] => Array.from({ length: count }, task)
tell(
  'a host opened from the snapshot',
  times(runCount, () => run(path, 'snapshot')),
  false,
)
tell(
  'replayed by the kernel',
  times(3, () => run(path, 'kernel')),
  true,
)
tell(
  'replayed by kernel and memory',
  times(3, () => run(path, 'memory')),
  true,
)
rmSync(folder, { recursive: true })
