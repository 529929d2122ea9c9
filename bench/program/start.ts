/** Benchmark: what it costs to start the program, verb by verb, beside node that runs nothing. */
import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type StagedHome, stageWorkHome } from '../../test/program/staged-home.ts'

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
const roundCount = Number(process.argv[2] ?? 9)

interface Row {
  readonly what: string
  readonly args: readonly string[]
  readonly goalMs?: number
}

const bare: Row = { what: 'node alone', args: ['-e', '0'] }
const withoutHost: readonly Row[] = [
  bare,
  { what: 'firm --version', args: [main, '--version'], goalMs: 200 },
  { what: 'firm --help', args: [main, '--help'], goalMs: 200 },
  { what: 'firm log', args: [main, 'log'], goalMs: 450 },
  { what: 'firm why 3', args: [main, 'why', '3'], goalMs: 450 },
  { what: 'firm status', args: [main, 'status'] },
  { what: 'firm verify', args: [main, 'verify'] },
]
const withHost: readonly Row[] = [
  bare,
  { what: 'firm status, a host runs', args: [main, 'status'], goalMs: 300 },
]

const variablesIn = (home: string): { readonly [name: string]: string } => ({
  PATH: process.env['PATH'] ?? '',
  HOME: home,
  FIRM_HOME: home,
})

/** Processor time of one run and of what it starts, which a busy machine adds less to than to the clock. */
const processorMsOf = ({ args }: Row, home: string): number => {
  const script = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1'
  const run = spawnSync('bash', ['-c', script, 'bash', process.execPath, ...args], {
    cwd: home,
    encoding: 'utf8',
    env: { ...variablesIn(home), LC_ALL: 'C' },
  })
  if (run.status !== 0) throw new Error(`${args.join(' ')} ended with ${run.status}`)
  const [user = Number.NaN, system = Number.NaN] = run.stderr.trim().split(' ').map(Number)
  return (user + system) * 1000
}

const medianOf = (sorted: readonly number[]): number => sorted[sorted.length >> 1] ?? Number.NaN

/** The rows take turns, so that a neighbour's load falls on all of them. */
const measure = (rows: readonly Row[], home: string): void => {
  const taken = rows.map((): number[] => [])
  for (let round = 0; round < roundCount; round += 1) {
    for (const [index, row] of rows.entries()) taken[index]?.push(processorMsOf(row, home))
  }
  for (const [index, { what, goalMs }] of rows.entries()) {
    const sorted = (taken[index] ?? []).toSorted((left, right) => left - right)
    const least = (sorted[0] ?? Number.NaN).toFixed(0)
    const goal = goalMs === undefined ? '' : `; the goal is ${goalMs}`
    console.log(
      `${what}: ${medianOf(sorted).toFixed(0)} ms at the median, ${least} at the least${goal}`,
    )
  }
}

const measureHosted = async ({ home }: StagedHome): Promise<void> => {
  const host = spawn(process.execPath, [main, 'up'], {
    env: variablesIn(home),
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    await new Promise((resolve, reject) => {
      host.stdout.once('data', resolve)
      host.once('exit', () => reject(new Error('the host ended before it served')))
    })
    measure(withHost, home)
  } finally {
    host.kill('SIGTERM')
    await new Promise((resolve) => host.once('close', resolve))
  }
}

console.log(`processor time, ${roundCount} rounds; the program is what \`npm run build\` left`)
const staged = await stageWorkHome()
try {
  measure(withoutHost, staged.home)
  await measureHosted(staged)
} finally {
  staged.remove()
}
