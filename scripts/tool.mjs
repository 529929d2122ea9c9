/** Runs a program of this repository and waits for it; used by the other scripts, needs Node only. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The script behind the name of an installed tool, so that no shell and no `.cmd` is needed. */
const scriptOf = (tool, packageName = tool) => {
  const folder = join(root, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[tool])
}

/** Runs a Node script in the root, its output ours; answers the exit code, 1 where a signal ended it. */
export const runScript = (script, args = [], options = {}) =>
  spawnSync(process.execPath, [...(options.nodeArgs ?? []), script, ...args], {
    cwd: root,
    stdio: options.stdio ?? 'inherit',
    env: { ...process.env, ...options.variables },
  }).status ?? 1

/** Runs an installed tool by its name. */
export const runTool = (tool, args, options = {}) =>
  runScript(scriptOf(tool, options.packageName), args, options)
