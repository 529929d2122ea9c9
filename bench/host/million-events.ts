/** Benchmark: a firm with a million events, 1,000 open enactments and 10,000 standing facts opens, and is replayed. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { firmPlaces } from '../../src/cli/open-firm/index.ts'
import { makeWorkedHome } from './worked-home.ts'

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
const run = (home: string, what: string): Told =>
  JSON.parse(
    execFileSync(process.execPath, [...process.execArgv, child, home, what], { encoding: 'utf8' }),
  )

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN

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

const home = mkdtempSync(join(tmpdir(), 'firm-bench-'))
await makeWorkedHome(home, { eventCount, openCount, standingCount })
console.log(
  `${eventCount} events, ${openCount} open enactments, ${standingCount} standing facts: ${Math.round(statSync(firmPlaces(home).ledger).size / 1e6)} MB`,
)
const times = <T>(count: number, task: () => T): readonly T[] => Array.from({ length: count }, task)
tell(
  'a host opened from the snapshot',
  times(runCount, () => run(home, 'snapshot')),
  false,
)
tell(
  'a firm opened from it by the program, with its code',
  times(runCount, () => run(home, 'program')),
  false,
)
// What is left of that when there is hardly a ledger: loading the code, whatever the firm has behind it.
const young = mkdtempSync(join(tmpdir(), 'firm-bench-'))
await makeWorkedHome(young, { eventCount: 0, openCount: 0, standingCount: 0 })
tell(
  'a firm founded just now, opened by the program',
  times(runCount, () => run(young, 'program')),
  false,
)
rmSync(young, { recursive: true })
tell(
  'replayed by the kernel',
  times(3, () => run(home, 'kernel')),
  true,
)
tell(
  'replayed by kernel and memory',
  times(3, () => run(home, 'memory')),
  true,
)
rmSync(home, { recursive: true })
