/** Installs the packages of the lock file when they are missing or are not the ones it names. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './tool.mjs'

const packagesOf = (file) =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')).packages ?? {}) : undefined

/** npm writes its hidden lock last, so an install that was killed half-way counts as missing. */
const isInstalled = () => {
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'))
  if (wanted === undefined || present === undefined) return false
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || entry.optional === true || present[path]?.version === entry.version,
  )
}

const requireNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Firm needs Node 20.19 or later; this is ${process.versions.node}.`)
  console.error('Install a newer Node (https://nodejs.org) and run the same command again.')
  process.exit(3)
}

/** Makes node_modules what the lock file says. Ends the process with a sentence where npm fails. */
export const install = () => {
  requireNode()
  if (isInstalled()) return
  console.error('Installing the packages that the lock file names …')
  const npm = process.env['npm_execpath']
  const [program, ...first] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm']
  const result = spawnSync(program, [...first, 'ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && first.length === 0,
  })
  if (result.status === 0) return
  console.error('`npm ci` did not come to its end, and nothing was started.')
  console.error('Look at its message above, mend the network or the disk, and run this again.')
  process.exit(3)
}
