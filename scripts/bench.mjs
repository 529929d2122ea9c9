/** `npm run bench [-- WORD]`: runs every benchmark, or those whose path holds the word, one after another. */
import { readdirSync, readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { install } from './install.mjs'
import { root, runScript } from './tool.mjs'

/** A benchmark is a file of `bench/` whose head begins with that word; the others serve it. */
const isBenchmark = (file) => /^\/\*\* Benchmark\b/.test(readFileSync(join(root, file), 'utf8'))

/** A number is worth what the machine was worth at that moment, so the load stands beside it. */
const describeMachine = () => {
  const [minute = 0, five = 0] = loadavg()
  const load = `load ${minute.toFixed(1)} over a minute, ${five.toFixed(1)} over five`
  return `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}, ${load}`
}

install()
const [word = '', ...rest] = process.argv.slice(2)
const files = readdirSync(join(root, 'bench'), { recursive: true })
  .map((file) => join('bench', String(file)))
  .filter((file) => file.endsWith('.ts') && file.includes(word) && isBenchmark(file))
  .toSorted()
if (files.length === 0) {
  console.error(`No benchmark has '${word}' in its path; see the folder bench/.`)
  process.exit(2)
}
const failed = files.filter((file) => {
  console.log(`\n── ${file}\n${new Date().toISOString()}, ${describeMachine()}`)
  const stripTypes = join(root, 'test', 'strip-types.mjs')
  return runScript(file, rest, { nodeArgs: ['--import', `file://${encodeURI(stripTypes)}`] }) !== 0
})
for (const file of failed) console.error(`failed: ${file}`)
process.exit(failed.length === 0 ? 0 : 1)
