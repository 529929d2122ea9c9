/** `npm start -- PATH`: installs what is missing, builds, and opens the first minute on PATH. */
import { resolve } from 'node:path'
import { install } from './install.mjs'
import { root, runScript, runTool } from './tool.mjs'

install()
const built = runTool('tsc', ['-b', 'tsconfig.build.json'], { packageName: 'typescript' })
if (built !== 0) {
  console.error('The program did not build; the lines above say where.')
  process.exit(built)
}
// npm changes into the root; the folder from which it was called is what a relative PATH means.
const from = process.env['INIT_CWD'] ?? process.cwd()
const [path, ...rest] = process.argv.slice(2)
const isPath = path !== undefined && !path.startsWith('-')
const target = isPath ? resolve(from, path) : root
const options = isPath ? rest : process.argv.slice(2)
process.exit(runScript('dist/cli/main.js', ['first-minute', target, ...options]))
