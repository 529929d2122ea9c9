/**
 * The temporary folder of one run of the tests: all that they make lies in it and goes with it, mounted disks included,
 * also where a test fails or never comes to its end. What a killed run left, a later one removes.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

const prefix = 'firm-tests-'

/** In another container of the same folder a process that works seems dead: what was touched lately is left. */
const untouchedMsMin = 3_600_000

let usual: string | undefined
let own: string | undefined

/** Before all tests: their temporary folder is one of this run's own. */
export const setup = (): void => {
  usual = process.env['TMPDIR']
  const root = tmpdir()
  removeLeftOver(root, Date.now())
  own = join(root, `${prefix}${process.pid}`)
  mkdirSync(own, { recursive: true })
  process.env['TMPDIR'] = own
  // A run that is stopped from the keyboard ends without what comes after all tests.
  process.once('exit', teardown)
}

/** After all tests, however they came out. */
export const teardown = (): void => {
  process.off('exit', teardown)
  if (own !== undefined) removeWithMounts(own)
  if (usual === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = usual
}

/** Removes the folders of runs whose process is gone. */
export const removeLeftOver = (root: string, nowMs: number): void => {
  for (const name of readdirSync(root)) {
    const pid = Number(name.startsWith(prefix) ? name.slice(prefix.length) : '')
    const folder = join(root, name)
    if (pid > 0 && !isThere(pid) && nowMs - touchedMs(folder) > untouchedMsMin) {
      removeWithMounts(folder)
    }
  }
}

const isThere = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    // One that is another user's may not be signalled, and is there.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
  }
}

const touchedMs = (folder: string): number =>
  statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** Removes a folder; whatever is mounted below it is let go of first, the innermost before what it lies in. */
export const removeWithMounts = (folder: string): void => {
  for (const mounted of mountsBelow(folder)) spawnSync('umount', ['-l', mounted])
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
}

const mountsBelow = (folder: string): readonly string[] => {
  const mounts = readMounts().filter((path) => path.startsWith(`${folder}/`))
  return mounts.toReversed()
}

// Only Linux tells its mounts this way, and only there disks are mounted by these tests.
const readMounts = (): readonly string[] => {
  if (process.platform !== 'linux') return []
  return readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => (line.split(' ')[1] ?? '').replaceAll(String.raw`\040`, ' '))
}
