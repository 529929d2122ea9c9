/** Benchmark: the checker on the 78 published protocols, and on a contract net of 100 bidders. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  check,
  checkPublished,
  parsePublished,
  type ProtocolForm,
  text,
} from '../../src/protocol/index.ts'
import { contractNet } from '../../src/protocol/library/index.ts'
import { net } from '../../src/testing/specimens.ts'
import { terseForm } from '../../src/testing/terse-form.ts'

const bidderCount = Number(process.argv[2] ?? 100)
const warmCount = 20
const data = resolve(process.env['FIRM_DATA'] ?? '../shared/data')
const file = resolve(data, 'protocols/information-protocols.json')

/** The time of this process on a processor: what others do on the machine adds less to it. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const timed = (task: () => unknown): number => {
  const beganMs = performance.now()
  task()
  return performance.now() - beganMs
}

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN

/** The first call of a process pays for compiling; `firm check` of one file pays it too. */
const measureNet = (name: string, form: ProtocolForm): void => {
  const sizes = { bidder: bidderCount }
  const beganCpuMs = cpuMs()
  const firstMs = timed(() => check(form, { sizes }))
  const firstCpuMs = cpuMs() - beganCpuMs
  const warm = Array.from({ length: warmCount }, () => timed(() => check(form, { sizes })))
  const { states, safe, live } = check(form, { sizes })
  const verdict = `safe ${String(safe)}, live ${String(live)}, ${states} states`
  console.log(
    `${name}, ${bidderCount} bidders: first call ${firstMs.toFixed(1)} ms (cpu ${firstCpuMs.toFixed(1)}), then ${median(warm).toFixed(1)} ms (least ${Math.min(...warm).toFixed(1)}); ${verdict}`,
  )
}

const measurePublished = (): void => {
  if (!existsSync(file)) return console.log('left out: the published protocols are not here')
  const read = parsePublished(JSON.parse(readFileSync(file, 'utf8')))
  const protocols = read.ok ? read.value : []
  const each = protocols.map((one) => ({
    name: one.form.name,
    ms: timed(() => checkPublished(one)),
  }))
  const slowest = each.toSorted((left, right) => right.ms - left.ms).slice(0, 3)
  const wholeMs = each.reduce((sum, { ms }) => sum + ms, 0)
  const named = slowest.map(({ name, ms }) => `${name} ${ms.toFixed(0)} ms`).join(', ')
  console.log(
    `${protocols.length} published protocols: ${wholeMs.toFixed(0)} ms; slowest: ${named}`,
  )
}

measureNet('a contract net as the issue has it', terseForm(net))
const filled = contractNet.with({ facts: { task: text(), result: text() } })
measureNet("the library's contract net", filled.form)
measurePublished()
