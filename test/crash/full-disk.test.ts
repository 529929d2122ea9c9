// The disk fills up at one write after another: the host says so with the mend, and goes on once there is room.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { lookAt } from './aftermath.ts'
import { reference } from './campaign.ts'
import { faultsIn } from './judgement.ts'
import { startLife } from './life.ts'
import { setStage, type Stage } from './stage.ts'

const mount = (disk: string): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]).status === 0
const unmount = (disk: string): boolean => spawnSync('umount', ['-l', disk]).status === 0

const disk = mkdtempSync(join(tmpdir(), 'firm disk-'))
const canMount = mount(disk) && unmount(disk)
let stage: Stage
beforeAll(async () => {
  stage = await setStage()
}, 300_000)
beforeEach(({ skip }) => skip(!canMount, 'this user may not mount a small disk'))
afterEach(() => {
  while (canMount && unmount(disk));
})
afterAll(async () => {
  rmdirSync(disk)
  await stage.strike()
})

const makeRoom = (): void => {
  for (const name of readdirSync(disk)) {
    if (name.startsWith('filler-')) rmSync(join(disk, name))
  }
}

const cases = [
  ['hand-off', 'content.put.before'],
  ['take-back', 'git: before the branch moves'],
  ['saga', 'files: before the file is put back'],
] as const

test.each(cases)('the story %s survives a disk that is full at %s', async (story, point) => {
  mount(disk)
  const { left: undisturbed } = await reference(stage, story)
  const home = await stage.home(join(disk, 'home'))
  const { program, commit } = stage
  const plan = { point, visit: 1, does: 'fill', folder: disk } as const
  const first = await startLife(program, { home, story, commit, name: 'first', plan }).over
  makeRoom()
  const second = await startLife(program, { home, story, commit, name: 'second' }).over
  const said = first.lines.filter((line) => /^(failed|hint|lost) /.test(line)).join('\n')
  expect(first.end).toBe('3')
  expect(said).toMatch(/Free some space/)
  expect(second.lines.at(-1)).toBe('rested')
  expect(faultsIn(await lookAt(home), [first, second], undisturbed)).toEqual([])
})
