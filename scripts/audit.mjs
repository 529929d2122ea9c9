/** `npm run audit -- PATH --seed N`: builds the program, and has it judged by one that shares no source with it. */
import { install } from './install.mjs'
import { root, runScript, runTool } from './tool.mjs'

install()
// An audit of many hours must not have its program changed under it: FIRM_AUDIT_BUILT=1 takes it as it is.
if (process.env['FIRM_AUDIT_BUILT'] !== '1') {
  const built = runTool('tsc', ['-b', 'tsconfig.build.json'], { packageName: 'typescript' })
  if (built !== 0) process.exit(built)
}
const stripTypes = `file://${encodeURI(`${root}/test/strip-types.mjs`)}`
process.exit(
  runScript('audit/main.ts', process.argv.slice(2), { nodeArgs: ['--import', stripTypes] }),
)
