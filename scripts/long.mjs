/**
 * `npm run long [-- WORD]`: what takes longer than a test may, slice by slice.
 *
 * A job of test/long/jobs.json is a file of tests, the seeds it takes, and a count of slices; each slice is one run with
 * LONG_SLICE and LONG_SLICES set, from which the file derives its seeds. What a slice notes for whoever judges all of them
 * goes to the file LONG_NOTES; a job that `judges` another finds what that noted in LONG_JUDGED. A run that was stopped
 * goes on after its last whole slice, as long as the commit is the same. Each finished job becomes a row of bench/LONG.md,
 * which is no change to the tree that was judged.
 */
import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { install } from './install.mjs'
import { root, runTool } from './tool.mjs'

const jobsFile = join(root, 'test', 'long', 'jobs.json')
const progressFile = join(root, 'bench', '.long-progress.json')
const notesFolder = join(root, 'bench', '.long-notes')
const recordFile = join(root, 'bench', 'LONG.md')
const recordHead = `# Long runs

Written by \`npm run long\`: one row for each job that came to its end.

| date | commit | job | seeds | slices | duration | result |
| ---- | ------ | --- | ----- | ------ | -------- | ------ |
`

const readJson = (file, otherwise) =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : otherwise

const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()

/** A changed working tree is no commit; its rows say so. */
const commitNow = () => {
  const judged = ['.', ':!bench/LONG.md']
  const changed = git('status', '--porcelain', '--untracked-files=no', '--', ...judged) !== ''
  return `${git('rev-parse', '--short=12', 'HEAD')}${changed ? ' with changes' : ''}`
}

const readProgress = (commit) => {
  const kept = readJson(progressFile, { commit, jobs: {} })
  return kept.commit === commit ? kept : { commit, jobs: {} }
}

const notesOf = (name) => join(notesFolder, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.jsonl`)

const runSlice = (job, slice) =>
  runTool('vitest', ['run', '--config', 'vitest.long.config.ts', job.file], {
    variables: {
      LONG_SLICE: String(slice),
      LONG_SLICES: String(job.slices),
      LONG_NOTES: notesOf(job.name),
      ...(job.judges === undefined ? {} : { LONG_JUDGED: notesOf(job.judges) }),
    },
  })

const record = (commit, job, { done, ms, failed }) => {
  if (!existsSync(recordFile)) writeFileSync(recordFile, recordHead)
  const result = failed.length === 0 ? 'green' : `red in slices ${failed.join(', ')}`
  const cells = [
    new Date().toISOString().slice(0, 10),
    commit,
    job.name,
    job.seeds ?? 'none',
    `${done} of ${job.slices}`,
    `${Math.round(ms / 1000)} s`,
    result,
  ]
  appendFileSync(recordFile, `| ${cells.join(' | ')} |\n`)
  console.log(`${job.name}: ${result}`)
}

const runJob = (progress, job) => {
  const state = (progress.jobs[job.name] ??= { done: 0, ms: 0, failed: [] })
  if (state.done === job.slices) return state
  // What was noted of another commit is not judged with this one.
  if (state.done === 0) rmSync(notesOf(job.name), { force: true })
  if (state.done > 0) console.log(`${job.name} goes on at slice ${state.done} of ${job.slices}`)
  while (state.done < job.slices) {
    const startedAt = Date.now()
    if (runSlice(job, state.done) !== 0) state.failed.push(state.done)
    state.done += 1
    state.ms += Date.now() - startedAt
    writeFileSync(progressFile, `${JSON.stringify(progress, undefined, 2)}\n`)
  }
  record(progress.commit, job, state)
  return state
}

install()
const [word = ''] = process.argv.slice(2)
const jobs = readJson(jobsFile, []).filter(({ name }) => name.includes(word))
if (jobs.length === 0) {
  console.error(`No long job has '${word}' in its name; see test/long/jobs.json.`)
  process.exit(2)
}
const progress = readProgress(commitNow())
const states = jobs.map((job) => runJob(progress, job))
process.exit(states.every(({ failed }) => failed.length === 0) ? 0 : 1)
