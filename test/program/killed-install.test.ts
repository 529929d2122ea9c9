// What `npm start` and `npm test` do first, killed in its middle: the same command again installs and goes on.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { present } from '../../src/base/index.ts'

const scripts = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'scripts')
const folder = mkdtempSync(join(tmpdir(), 'firm install '))
const at = (...names: readonly string[]): string => join(folder, ...names)
const names = ['one', 'two']
const variables = {
  PATH: process.env['PATH'] ?? '',
  HOME: folder,
  npm_config_offline: 'true',
  npm_config_cache: at('cache'),
  npm_config_update_notifier: 'false',
}

/** A clone in small: our own script, and a lock file whose packages lie beside it. */
beforeAll(() => {
  mkdirSync(at('scripts'))
  for (const script of ['install.mjs', 'tool.mjs'])
    cpSync(join(scripts, script), at('scripts', script))
  for (const name of names) {
    mkdirSync(at(name))
    writeFileSync(at(name, 'package.json'), JSON.stringify({ name, version: '1.0.0' }))
    // Many files, so that an install has a middle.
    for (let file = 0; file < 300; file += 1) writeFileSync(at(name, `f${file}.js`), `${file}\n`)
    const packed = ['-czf', at(`${name}.tgz`), '--transform', 's,^,package/,', '-C', at(name), '.']
    execFileSync('tar', packed)
  }
  const dependencies = Object.fromEntries(names.map((name) => [name, `file:./${name}.tgz`]))
  writeFileSync(
    at('package.json'),
    JSON.stringify({ name: 'small', version: '1.0.0', dependencies }),
  )
  const lock = ['install', '--package-lock-only', '--no-audit', '--no-fund']
  execFileSync('npm', lock, { cwd: folder, env: variables, stdio: 'pipe' })
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const program = "import('./scripts/install.mjs').then(({ install }) => install())"

/** Installs to the end; answers what was said. */
const install = (): { readonly status: number | null; readonly said: string } => {
  const run = spawnSync(process.execPath, ['-e', program], {
    cwd: folder,
    env: variables,
    encoding: 'utf8',
  })
  return { status: run.status, said: run.stderr }
}

const isWhole = (): boolean =>
  names.every(
    (name) =>
      existsSync(at('node_modules', name, 'f299.js')) &&
      readFileSync(at('node_modules', name, 'package.json'), 'utf8').includes(name),
  )

/** Begins an install and kills it with everything it started, once that much of it is there. */
const killAt = async (isThere: () => boolean): Promise<void> => {
  const child = spawn(process.execPath, ['-e', program], {
    cwd: folder,
    env: variables,
    stdio: 'ignore',
    detached: true,
  })
  const over = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  while (!isThere() && child.exitCode === null) await wait(1)
  if (child.exitCode === null) process.kill(-present(child.pid, 'it was started'), 'SIGKILL')
  await over
}

const hiddenLock = (): string => at('node_modules', '.package-lock.json')

const moments: readonly (readonly [when: string, isThere: () => boolean])[] = [
  ['nothing was there yet', () => true],
  ['the folder of packages was there', () => existsSync(at('node_modules'))],
  ['a package was there in part', () => names.some((name) => existsSync(at('node_modules', name)))],
]

test.each(moments)(
  'an install that was killed when %s is made again',
  async (_, isThere) => {
    rmSync(at('node_modules'), { recursive: true, force: true })
    await killAt(isThere)
    expect(existsSync(hiddenLock())).toBe(false)
    const again = install()
    expect(again).toMatchObject({ status: 0 })
    expect(again.said).toContain('Installing the packages that the lock file names')
    expect(isWhole()).toBe(true)
    expect(install()).toEqual({ status: 0, said: '' })
  },
  120_000,
)

test('an install that cannot come to its end says so, with the mend, and starts nothing', () => {
  rmSync(at('node_modules'), { recursive: true, force: true })
  rmSync(at('two.tgz'))
  rmSync(at('cache'), { recursive: true, force: true })
  const { status, said } = install()
  expect(status).toBe(3)
  expect(said).toContain('`npm ci` did not come to its end, and nothing was started.')
  expect(said).toContain('mend the network or the disk, and run this again.')
}, 120_000)
