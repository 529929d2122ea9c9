// What tests make goes with their run, and what a killed run left goes with a later one.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import process from 'node:process'
import { afterEach, expect, it } from 'vitest'
import { removeLeftOver, removeWithMounts } from './temporary-folder.ts'

const root = mkdtempSync(join(tmpdir(), 'firm left '))
afterEach(() => removeWithMounts(root))

/** A process that was there and is not any more. */
const deadPid = (): number => spawnSync('true').pid

const leave = (name: string, ageMs: number): void => {
  const folder = join(root, name)
  mkdirSync(join(folder, 'firm disk'), { recursive: true })
  writeFileSync(join(folder, 'made'), '')
  const touched = new Date(Date.now() - ageMs)
  utimesSync(folder, touched, touched)
}

const hours = 3_600_000

it('these tests themselves have a temporary folder of their run', () => {
  expect(basename(tmpdir())).toMatch(/^firm-tests-\d+$/)
})

it('the folder of a killed run is removed, its mounted disk too; one that may still work is left', ({
  skip,
}) => {
  const killed = `firm-tests-${deadPid()}`
  const names = [killed, `firm-tests-${process.pid}`, `firm-tests-${deadPid()}`, 'firm-tests-new']
  for (const [place, name] of names.entries()) leave(name, place === 2 ? 0 : 2 * hours)
  const disk = join(root, killed, 'firm disk')
  const canMount = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', disk]).status === 0
  // What stacks up is let go of as well.
  if (canMount) spawnSync('mount', ['--bind', disk, disk])
  removeLeftOver(root, Date.now())
  expect(existsSync(join(root, killed))).toBe(false)
  expect(readdirSync(root).toSorted()).toEqual(names.slice(1).toSorted())
  skip(!canMount, 'this user may not mount a small disk')
})
