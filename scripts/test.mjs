/** `npm test`: installs, runs the suite, names what was left out, and ends with one line of counts. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { install } from './install.mjs'
import { runTool } from './tool.mjs'

/** Counts of a report of vitest; a file that could not be loaded counts as one failed test. */
const summaryOf = (report) => {
  const tests = report.testResults.flatMap((file) => file.assertionResults)
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((t) => t.status === 'failed'),
  )
  const named = (status) => tests.filter((test) => test.status === status)
  const leftOut = ['skipped', 'pending', 'todo', 'disabled'].flatMap(named)
  return {
    passed: named('passed').length,
    failed: named('failed').length + unloaded.length,
    leftOut: leftOut.map((test) => test.fullName.trim()),
  }
}

const runSuite = (args) => {
  const folder = mkdtempSync(join(tmpdir(), 'firm-test-'))
  const file = join(folder, 'report.json')
  try {
    const status = runTool('vitest', [
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...args,
    ])
    return { status, ...summaryOf(JSON.parse(readFileSync(file, 'utf8'))) }
  } catch (cause) {
    console.error(`The suite wrote no report: ${String(cause)}`)
    return { status: 1, passed: 0, failed: 1, leftOut: [] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

install()
const startedAt = Date.now()
const { status, passed, failed, leftOut } = runSuite(process.argv.slice(2))
// An error outside of any test fails the run without failing a test; it is counted here.
const broken = failed === 0 && status !== 0 ? 1 : failed
for (const name of leftOut) console.log(`left out: ${name}`)
console.log('left out: the long runs (npm run long) and the benchmarks (npm run bench)')
console.log(`${Math.round((Date.now() - startedAt) / 1000)} seconds`)
const skipped = leftOut.length === 0 ? '' : `, ${leftOut.length} skipped`
console.log(`${passed} passed, ${broken} failed${skipped}`)
process.exit(broken === 0 ? 0 : 1)
