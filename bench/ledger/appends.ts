/** Benchmark: appends of 300-byte events by 64 callers, against group commit by hand in the same run. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'
import { openBook } from '../../src/ledger/index.ts'
import { openByHand } from './by-hand.ts'
import { type Appender, measureCallers } from './callers.ts'
import { probeDisk } from './probe-disk.ts'
import { sampleEvent } from './sample-event.ts'

const callerCount = 64
const roundCount = 7
const eventCount = Number(process.argv[2] ?? 19_200)

const openFirm = async (path: string): Promise<Appender> => {
  const store = await openSqliteStore(path)
  const book = await openBook(store)
  return { append: (body) => book.append([body]).durable, close: store.close }
}

const contestants: readonly (readonly [string, (path: string) => Promise<Appender>])[] = [
  ['firm', openFirm],
  ['by hand, a row for each event', async (path) => openByHand(path, 'row-per-event')],
  ['by hand, a row for each commit', async (path) => openByHand(path, 'row-per-commit')],
]

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN

const folder = mkdtempSync(join(tmpdir(), 'firm-bench-'))
const bodies = Array.from({ length: eventCount }, (_, index) => sampleEvent(index))
const rates = contestants.map((): number[] => [])
const flushes: number[] = []
for (let round = 0; round < roundCount; round += 1) {
  flushes.push(probeDisk(folder, callerCount * 300, 200))
  for (const [index, [, open]] of contestants.entries()) {
    const appender = await open(join(folder, `${round}-${index}.db`))
    rates[index]?.push(await measureCallers(appender, bodies, callerCount))
    await appender.close()
  }
}
rmSync(folder, { recursive: true })

const [firm = []] = rates
console.log(
  `events of ${sampleEvent(1).length} bytes, ${callerCount} callers, ${roundCount} rounds`,
)
console.log(`disk: ${Math.round(median(flushes))} fdatasync/s (median of one probe a round)`)
for (const [index, [name]] of contestants.entries()) {
  const ratios = firm.map((rate, round) => rate / (rates[index]?.[round] ?? Number.NaN))
  console.log(
    `${name}: ${Math.round(median(rates[index] ?? []))} events/s; firm is ${median(ratios).toFixed(2)} of it (median of rounds; ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
  )
}
