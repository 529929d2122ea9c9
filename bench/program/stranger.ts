/** Benchmark: what a stranger waits for: install, build, the first minute with its kill, and the package alone. */
import { spawnSync } from 'node:child_process'
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const minuteCount = Number(process.argv[2] ?? 3)
const folder = mkdtempSync(join(tmpdir(), 'firm-stranger-'))
const clone = join(folder, 'clone')

/** Runs a program to its end and answers what it wrote and how long it took. */
const run = (
  cwd: string,
  program: string,
  args: readonly string[],
): { readonly out: string; readonly ms: number } => {
  const beganMs = performance.now()
  const done = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 28 })
  if (done.status !== 0) {
    rmSync(folder, { recursive: true, force: true })
    throw new Error(`${program} ${args.join(' ')} ended with ${done.status}:\n${done.stderr}`)
  }
  return { out: done.stdout, ms: performance.now() - beganMs }
}

/** The bytes of all files below a folder, links not followed. */
const bytesBelow = (path: string): number => {
  const stat = lstatSync(path)
  if (!stat.isDirectory()) return stat.size
  return readdirSync(path).reduce((sum, name) => sum + bytesBelow(join(path, name)), 0)
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

const measureBuild = (): void => {
  run(folder, 'git', ['clone', '--quiet', root, clone])
  const installed = run(clone, 'npm', ['ci', '--no-audit', '--no-fund'])
  const tsc = join(clone, 'node_modules', 'typescript', 'bin', 'tsc')
  const built = run(clone, process.execPath, [tsc, '-b', 'tsconfig.build.json'])
  console.log(`npm ci in a clone: ${seconds(installed.ms)} (npm's cache as it was)`)
  console.log(`build: ${seconds(built.ms)}; the goal is 60 s`)
}

const measurePackage = (): void => {
  const place = join(folder, 'package')
  mkdirSync(place)
  writeFileSync(join(place, 'package.json'), '{ "private": true }')
  const packed = run(clone, 'npm', ['pack', '--json', '--pack-destination', place])
  const [{ filename = '' } = {}]: readonly { readonly filename?: string }[] = JSON.parse(packed.out)
  const options = ['--omit=dev', '--no-audit', '--no-fund']
  const installed = run(place, 'npm', ['install', ...options, `./${filename}`])
  const modules = join(place, 'node_modules')
  const largest = readdirSync(modules)
    .map((name) => ({ name, bytes: bytesBelow(join(modules, name)) }))
    .toSorted((left, right) => right.bytes - left.bytes)
    .slice(0, 5)
    .map(({ name, bytes }) => `${name} ${(bytes / 1e6).toFixed(1)}`)
  console.log(
    `production install: ${seconds(installed.ms)}, ${(bytesBelow(modules) / 1e6).toFixed(1)} MB; the goals are 15 s and 120 MB`,
  )
  console.log(`  largest, in MB: ${largest.join(', ')}`)
}

/** What the first minute tells as JSON; it has no recovery where its kill did not fall. */
interface Minute {
  readonly recoveryMs?: number
}

const timeStories = (): void => {
  const program = join(clone, 'dist', 'cli', 'main.js')
  for (let seed = 1; seed <= minuteCount; seed += 1) {
    const words = ['first-minute', clone, '--json', '--fast', '--seed', String(seed)]
    const { out, ms } = run(folder, process.execPath, [program, ...words])
    const { recoveryMs }: Minute = JSON.parse(out)
    console.log(
      `first minute, seed ${seed}: ${seconds(ms)}; work went on ${recoveryMs ?? 'not known how many'} ms after the kill`,
    )
  }
  console.log('the goals are 60 s and 1,000 ms')
}

measureBuild()
measurePackage()
timeStories()
rmSync(folder, { recursive: true, force: true })
