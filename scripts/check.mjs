/** `npm run check`: every gate in turn, all of them run, the failed ones named at the end. */
import { install } from './install.mjs'
import { runScript, runTool } from './tool.mjs'

const compile = (...args) => runTool('tsc', args, { packageName: 'typescript' })

const gates = [
  { name: 'types', run: () => compile('-p', 'tsconfig.json') },
  { name: 'lint', run: () => runTool('oxlint', ['--deny-warnings']) },
  { name: 'format', run: () => runTool('oxfmt', ['--check']) },
  { name: 'tests', run: () => runScript('scripts/test.mjs') },
  { name: 'unused', run: () => runTool('knip', []) },
  { name: 'build', run: () => compile('-b', 'tsconfig.build.json') },
  { name: 'package', run: () => runTool('publint', ['--strict']) },
]

const known = new Set(['--without-tests'])
const strange = process.argv.slice(2).find((arg) => !known.has(arg))
if (strange !== undefined) {
  console.error(`check knows only --without-tests, not ${strange}`)
  process.exit(2)
}

install()
const withoutTests = process.argv.includes('--without-tests')
const chosen = gates.filter(({ name }) => !(withoutTests && name === 'tests'))
const failed = chosen.filter(({ name, run }) => {
  const startedAt = Date.now()
  console.log(`\n── ${name}`)
  const status = run()
  console.log(`── ${name}: ${status === 0 ? 'ok' : 'failed'}, ${Date.now() - startedAt} ms`)
  return status !== 0
})
const names = failed.map(({ name }) => name).join(', ')
console.log(failed.length === 0 ? '\ncheck: all gates passed' : `\ncheck: failed at ${names}`)
process.exit(failed.length === 0 ? 0 : 1)
