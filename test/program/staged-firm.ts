/** A repository, two programs as members, and the built program as a person runs it: for tests of a firm of one's own. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ProgramRun } from './built-program.ts'
import { shown } from './walk-through.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const mainFile = join(root, 'dist', 'cli', 'main.js')

const passphrase = 'a passphrase of this test'

// The first delivery waits until it may go on, so that a test can do something in its middle. Its
// beat lies where a fenced member may write: in its own worktree, out of what is committed.
const engineer = `#!/bin/sh
turn=$(cat)
case "$turn" in
  *'"message":"accept"'*)
    echo '{"message":"accept","facts":{"plan":"write it down"}}' ;;
  *'"message":"deliver"'*)
    beat=$(mktemp .git/beat.XXXXXX)
    while [ -e "$1/wait" ]; do echo . >> "$beat"; sleep 0.05; done
    echo "a line" >> NOTES.md
    echo '{"message":"deliver","facts":{}}' ;;
  *) echo '{"pass":"nothing to say"}' ;;
esac
`

// It hands off what it is asked for, has what was accepted merged, and answers once that is done.
const lead = `#!/bin/sh
turn=$(cat)
case "$turn" in
  *'"message":"apply"'*) echo '{"message":"apply","facts":{}}' ;;
  *'ended as completed'*) echo '{"message":"answer","facts":{"outcome":"it is merged"}}' ;;
  *'"protocol":"request"'*)
    echo '{"message":"offer","opens":"handoff","facts":{"work":"notes","spec":{"text":"Write notes","paths":["NOTES.md"]},"engineer":"eve"}}' ;;
  *) echo '{"pass":"nothing is asked"}' ;;
esac
`

const reviewer = `import json, sys
turn = json.load(sys.stdin)
first = turn["enactment"] == "handoff:write-notes"
branch = "fails" if first else "meets"
findings = ["say more"] if first else []
print("looked at " + turn["known"]["result"])
print(json.dumps({"message": "judge", "facts": {"verdict": {branch: {"findings": findings}}}}))
`

/** A stage for one firm. */
export interface StagedFirm {
  readonly repository: string
  readonly home: string
  /** Members wait while there is a file `wait` in it; they can read it, fenced or not. */
  readonly signals: string
  /** The files into which members write for as long as they are at work, oldest first. */
  readonly beats: () => readonly string[]
  readonly git: (...args: readonly string[]) => string
  /** Runs `firm` with these words; the passphrase stands ready at descriptor 3. */
  readonly firm: (words: readonly string[], input?: string) => Promise<ProgramRun>
  /** Starts it and does not wait; what it writes goes into the file, where one is named. */
  readonly start: (words: readonly string[], file?: string) => StartedRun
  /** Hires the engineer and the reviewer. */
  readonly hireBoth: () => Promise<readonly ProgramRun[]>
  /** Hires the lead. */
  readonly hireLead: () => Promise<ProgramRun>
  readonly leave: () => Promise<void>
}

/** A run under way. */
export interface StartedRun {
  readonly child: ChildProcess
  readonly ended: Promise<ProgramRun>
}

/** Whether members are to be fenced here. */
export interface StagedFence {
  readonly program: 'bubblewrap' | 'none'
}

/** The programs that members and the firm use here. */
const programs = ['git', 'sh', 'sleep', 'cat', 'mktemp', 'true']

/** A search path with these programs alone. */
const searchPath = (folder: string, fence: StagedFence): string => {
  const place = join(folder, 'bin')
  mkdirSync(place)
  const python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'])
  symlinkSync(python.toString().trim(), join(place, 'python3'))
  const found = fence.program === 'bubblewrap' ? [...programs, 'bwrap'] : programs
  for (const program of found) {
    const places = (process.env['PATH'] ?? '').split(delimiter).map((at) => join(at, program))
    const at = places.find((path) => existsSync(path))
    if (at !== undefined) symlinkSync(at, join(place, program))
  }
  return place
}

/** Sets the stage; a name with spaces and quotes, as people have them. */
export const stageFirm = (fence: StagedFence): StagedFirm => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "firm own's ")))
  const [repository, home, signals] = ['a repo', 'home', 'signals'].map((name) =>
    join(folder, name),
  )
  if (repository === undefined || home === undefined || signals === undefined) throw new TypeError()
  for (const place of [repository, signals]) mkdirSync(place)
  writeFileSync(join(folder, 'pass'), `${passphrase}\n`)
  writeFileSync(join(folder, 'engineer.sh'), engineer)
  writeFileSync(join(folder, 'reviewer.py'), reviewer)
  writeFileSync(join(folder, 'lead.sh'), lead)
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=Ana', '-c', 'user.email=ana@there', ...args], {
      cwd: repository,
      encoding: 'utf8',
    }).trim()
  git('init', '-q', '-b', 'main')
  writeFileSync(join(repository, 'README.md'), 'A place.\n')
  git('add', '.')
  git('commit', '-q', '-m', 'Begin')
  // A head on no branch is as good as any: the firm has a branch of its own.
  if (fence.program === 'none') git('checkout', '-q', '--detach')
  const search = searchPath(folder, fence)
  const start: StagedFirm['start'] = (words, file) =>
    startIn({ folder, repository, home, search, ...(file === undefined ? {} : { file }) }, words)
  const firm: StagedFirm['firm'] = async (words, input = '') => {
    const { child, ended } = start(words)
    child.stdin?.end(input)
    return await ended
  }
  // Of what is shown only the program is another: it waits where a test tells it to.
  const hire = async (words: readonly string[], ...program: readonly string[]) =>
    await firm([
      ...words.filter((_, place) => !words.includes('--') || place < words.indexOf('--')),
      '--no-trial',
      '--passphrase-fd',
      '3',
      '--',
      ...program,
      signals,
    ])
  return {
    repository,
    home,
    signals,
    beats: () => beatsBelow(join(home, 'scratch')),
    git,
    firm,
    start,
    hireBoth: async () => [
      await hire(shown('hire eve'), 'sh', join(folder, 'engineer.sh')),
      await hire(shown('hire rob'), 'python3', join(folder, 'reviewer.py')),
    ],
    hireLead: async () =>
      await hire(['hire', 'lea', '--role', 'lead'], 'sh', join(folder, 'lead.sh')),
    leave: async () => {
      await firm(['stop'])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const beatsBelow = (scratch: string): readonly string[] => {
  if (!existsSync(scratch)) return []
  return readdirSync(scratch, { recursive: true, encoding: 'utf8' })
    .filter((name) => /[/]\.git[/]beat\./.test(name))
    .map((name) => join(scratch, name))
    .toSorted((one, two) => statSync(one).birthtimeMs - statSync(two).birthtimeMs)
}

interface Places {
  readonly folder: string
  readonly repository: string
  readonly home: string
  /** The search path of the program and of its members. */
  readonly search: string
  readonly file?: string
}

const startIn = (
  { folder, repository, home, search, file }: Places,
  words: readonly string[],
): StartedRun => {
  const secret = openSync(join(folder, 'pass'), 'r')
  const written = file === undefined ? undefined : openSync(file, 'a')
  const child = spawn(process.execPath, [mainFile, ...words], {
    cwd: repository,
    env: { PATH: search, HOME: folder, FIRM_HOME: home },
    stdio: ['pipe', written ?? 'pipe', 'pipe', secret],
  })
  closeSync(secret)
  if (written !== undefined) closeSync(written)
  const kept = { out: '', err: '' }
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => void (kept.out += piece))
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => void (kept.err += piece))
  const ended = new Promise<ProgramRun>((resolve) => {
    child.on('close', (code) => resolve({ code, ...kept }))
  })
  return { child, ended }
}
