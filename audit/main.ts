/**
 * `npm run audit -- PATH… --seed N [--seeds A-B] [--checks 1,2] [--record FILE]`: judges the first minute from outside.
 * Without a PATH it judges the series that stands in the record.
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Finding } from './evidence.ts'
import { audit } from './judge.ts'
import { appendRecord, judgedOf, readRecord } from './record.ts'
import { type Judged, judgeSeries } from './series.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string' },
    checks: { type: 'string', default: '1,2,3,4,5,6,7,8,9,10' },
    record: { type: 'string' },
  },
})

const seedsOf = (text: string): readonly number[] => {
  const [from = 0, to = from] = text.split('-').map(Number)
  return Array.from({ length: to - from + 1 }, (_, place) => from + place)
}

const show = (name: string, { looked, wrong }: Finding): void => {
  console.log(`  ${wrong.length === 0 ? 'ok ' : 'RED'} ${name}`)
  for (const words of looked) console.log(`        ${words}`)
  for (const words of wrong) console.log(`      ! ${words}`)
}

const judgeOne = async (path: string, seed: number): Promise<Judged> => {
  console.log(`\n${path}, seed ${seed}`)
  const startedAt = performance.now()
  const checks = new Set(values.checks.split(',').map(Number))
  try {
    const findings = await audit({ path, seed, checks, told: show })
    const seconds = Math.round((performance.now() - startedAt) / 1000)
    return judgedOf({ path, seed }, findings, seconds)
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause)
    console.log(`      ! ${words}`)
    return { path, seed, wrong: [words], notes: {}, seconds: 0 }
  }
}

const from = process.env['INIT_CWD'] ?? '.'
const paths = positionals.map((path) => resolve(from, path))
const record = values.record === undefined ? undefined : resolve(from, values.record)
const known = record === undefined ? [] : readRecord(record)
if (paths.length === 0 && known.length === 0) {
  console.error('Name a repository: npm run audit -- PATH --seed 7')
  process.exit(2)
}
const series: Judged[] = [...known]
for (const seed of seedsOf(values.seeds ?? values.seed)) {
  for (const path of paths) {
    if (known.some((one) => one.path === path && one.seed === seed)) continue
    const one = await judgeOne(path, seed)
    series.push(one)
    if (record !== undefined) appendRecord(record, one)
  }
}
const overall = judgeSeries(series)
show(`the series of ${series.length}`, overall)
const redCount = series.filter(({ wrong }) => wrong.length > 0).length
console.log(`\n${series.length - redCount} green, ${redCount} red`)
process.exit(redCount === 0 && overall.wrong.length === 0 ? 0 : 1)
