// `firm init`, `hire` and `do` on a disk that fills up at one write after another, or that may only be read.
import { execFileSync, spawnSync } from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { runProgram } from '../../src/cli/program.ts'
import { verbs } from '../../src/cli/verbs.ts'
import { buildProgram, firm as builtFirm, type ProgramRun, startFirm } from './built-program.ts'
import { trialSurroundings } from './trial-surroundings.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'firm full-')))
const disk = join(folder, 'disk')
const home = join(disk, 'home')
const repository = join(folder, 'repository')
mkdirSync(disk)
mkdirSync(repository)

const mount = (...options: readonly string[]): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', options.join(','), 'tmpfs', disk]).status === 0
const remount = (option: string): void =>
  expect(spawnSync('mount', ['-o', `remount,${option}`, disk]).status).toBe(0)

/** Mounted once more over itself, since the first mount may be busy with what libsql has not let go of. */
const makeReadOnly = (): void => {
  expect(spawnSync('mount', ['--bind', disk, disk]).status).toBe(0)
  remount('bind,ro')
}

const unmount = (): boolean => spawnSync('umount', ['-l', disk]).status === 0
const canMount = mount('size=64k') && unmount()

const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
    cwd: repository,
    encoding: 'utf8',
    stdio: 'pipe',
  })

beforeAll(() => {
  buildProgram()
  git('init', '-q', '-b', 'main')
  git('commit', '-q', '--allow-empty', '-m', 'one')
}, 300_000)
beforeEach(({ skip }) => {
  skip(!canMount, 'this user may not mount a small disk')
})
afterEach(() => {
  while (canMount && unmount());
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { modules, secrets } = trialSurroundings().surroundings

const firm = async (...words: readonly string[]): Promise<ProgramRun> => {
  const trial = trialSurroundings({
    folder: repository,
    personFolder: folder,
    variables: { PATH: process.env['PATH'], HOME: folder, FIRM_HOME: home },
    modules,
    secrets: {
      ...secrets,
      passphrase: async () => await Promise.resolve('a passphrase of this test'),
    },
  })
  const code = await runProgram(words, verbs, trial.surroundings)
  return { code, out: trial.written.join('\n'), err: trial.complained.join('\n') }
}

const init = async (): Promise<ProgramRun> => await firm('init', '--operator', 'ana')
const hire = async (): Promise<ProgramRun> =>
  await firm('hire', 'eve', '--role', 'engineer', '--no-trial', '--', 'sh', '-c', 'true')

/** Room in words: every way in which a full disk is told names it. */
const room = /make room|Free some space|has room/
const plenty = 'size=64m'

/** Leaves so many kilobytes of room, in whole pages. */
const leave = (kilobytes: number): void => {
  const { blocks, bfree, bsize } = statfsSync(disk)
  remount(`size=${((blocks - bfree) * bsize) / 1024 + kilobytes}k`)
}

const filler = join(disk, 'filler')

/** Takes every page that is left; others may write meanwhile. */
const fillUp = (): void => {
  const file = openSync(filler, 'a')
  for (let bytes = 1 << 20; bytes >= 1 << 12;) {
    try {
      if (writeSync(file, Buffer.alloc(bytes)) < bytes) bytes >>= 1
    } catch {
      bytes >>= 1
    }
  }
  closeSync(file)
}

/** From the first page to the last that `init` writes: the key, the charter, the ledger, content. */
const sizes = [4, 16, 48, 116] as const

test.each(sizes)(
  'a firm that had %i KB to begin with says that it needs room, and is made once it has',
  async (size) => {
    expect(mount(`size=${size}k`)).toBe(true)
    const full = await init()
    expect(full.code).toBe(1)
    expect(full.err).toMatch(room)
    remount(plenty)
    expect(await init()).toMatchObject({ code: 0, err: '' })
    expect(await firm('verify')).toMatchObject({ code: 0 })
  },
  120_000,
)

test('a hiring without room changes nothing, wherever it ends, and goes once there is room', async () => {
  expect(mount(plenty)).toBe(true)
  expect(await init()).toMatchObject({ code: 0 })
  const members = join(home, 'charter', 'members.ts')
  const before = readFileSync(members, 'utf8')
  let refusedCount = 0
  let last: Pick<ProgramRun, 'code' | 'err'> = { code: 1, err: '' }
  for (const kilobytes of [0, 4, 8, 12, 20, 40, 60]) {
    leave(kilobytes)
    last = await hire()
    remount(plenty)
    // What an earlier try has let go of since is room too, so the last of them may find enough.
    if (last.code === 0) break
    refusedCount += 1
    expect({ kilobytes, ...last }).toMatchObject({ kilobytes, code: 1 })
    expect(last.err).toMatch(room)
    expect(readFileSync(members, 'utf8')).toBe(before)
    expect(readdirSync(join(home, 'charter'))).toEqual(['firm.ts', 'members.ts'])
  }
  expect(refusedCount).toBeGreaterThanOrEqual(4)
  if (last.code !== 0) last = await hire()
  expect(last).toMatchObject({ code: 0, err: '' })
  expect(readFileSync(members, 'utf8')).toContain('eve')
  expect(await firm('verify')).toMatchObject({ code: 0 })
}, 240_000)

test('work is not begun where the host has no room, and the sentence says so', async () => {
  expect(mount(plenty)).toBe(true)
  expect(await init()).toMatchObject({ code: 0 })
  const { position } = JSON.parse((await firm('anchor', '--json')).out)
  for (const kilobytes of [0, 8, 16]) {
    leave(kilobytes)
    const place = { folder: repository, variables: { HOME: folder, FIRM_HOME: home } }
    const full = builtFirm(['do', 'Write a line', '--yes'], place)
    expect({ kilobytes, code: full.code }).toEqual({ kilobytes, code: 1 })
    expect(full.err).toMatch(room)
    remount(plenty)
    expect(JSON.parse((await firm('anchor', '--json')).out)).toMatchObject({ position })
  }
}, 240_000)

test('work whose disk fills up says so in its own window, and goes on where it was once there is room', async () => {
  expect(mount(plenty)).toBe(true)
  expect(await init()).toMatchObject({ code: 0 })
  const slow = ['--', 'sh', '-c', 'cat >/dev/null; sleep 3; echo \'{"pass":"not mine"}\'']
  for (const [name, role] of [
    ['eve', 'engineer'],
    ['rob', 'reviewer'],
  ] as const) {
    const hired = await firm('hire', name, '--role', role, '--no-trial', ...slow)
    expect(hired).toMatchObject({ code: 0 })
  }
  const place = { folder: repository, variables: { HOME: folder, FIRM_HOME: home } }
  const work = startFirm(['do', 'Write a line', '--yes'], place)
  await work.said('begins.')
  fillUp()
  // What a host that ends lets go of is taken too, so that the next finds as little.
  const filling = setInterval(fillUp, 50)
  const full = await work.over
  clearInterval(filling)
  expect(full.out).toMatch(/The host is gone \(.*the disk did not take the write.*Free some space/)
  expect({ code: full.code, err: full.err }).toEqual({
    code: 1,
    err: expect.stringMatching(room),
  })
  expect(full.err).toMatch(/nothing is lost|The work is kept/)
  rmSync(filler)
  expect(builtFirm(['verify'], place)).toMatchObject({ code: 0 })
  const kept = JSON.parse(builtFirm(['status', '--json'], place).out)
  expect(JSON.stringify(kept.coming)).toContain('handoff:write-a-line')
  expect(builtFirm(['cancel', 'handoff:write-a-line'], place)).toMatchObject({ code: 0 })
}, 240_000)

test('a disk that may only be read refuses all three in words, and nothing has changed', async () => {
  expect(mount(plenty)).toBe(true)
  makeReadOnly()
  const nowhere = await init()
  expect(nowhere.code).toBe(1)
  expect(nowhere.err).toContain('FIRM_HOME')
  expect(unmount()).toBe(true)
  expect(await init()).toMatchObject({ code: 0 })
  const members = readFileSync(join(home, 'charter', 'members.ts'), 'utf8')
  makeReadOnly()
  const place = { folder: repository, variables: { HOME: folder, FIRM_HOME: home } }
  for (const refused of [await hire(), builtFirm(['do', 'Write a line', '--yes'], place)]) {
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('FIRM_HOME')
  }
  expect(readFileSync(join(home, 'charter', 'members.ts'), 'utf8')).toBe(members)
  expect(unmount()).toBe(true)
  expect(await hire()).toMatchObject({ code: 0, err: '' })
}, 120_000)
