/** Every verb that is refused says so to a program too: under `--json` one object with code, message and hint, and no more. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { trialSurroundings } from './trial-surroundings.ts'
import { NoPassphraseError } from '../../src/cli/operator-key/index.ts'
import { runProgram } from '../../src/cli/program.ts'
import { verbs } from '../../src/cli/verbs.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'firm refused ')))
const repository = join(folder, 'repository')
beforeAll(() => {
  mkdirSync(repository)
  const git = ['-c', 'user.name=t', '-c', 'user.email=t@t']
  execFileSync('git', ['init', '-q'], { cwd: repository })
  execFileSync('git', [...git, 'commit', '-q', '--allow-empty', '-m', 'one'], { cwd: repository })
  writeFileSync(join(folder, 'broken.ts'), 'export const = 1')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// One loader for all commands: each brings a thread of its own.
const { modules, secrets } = trialSurroundings().surroundings

const run = async (place: string, words: readonly string[]) => {
  const trial = trialSurroundings({
    folder: place,
    personFolder: folder,
    modules,
    secrets: { ...secrets, passphrase: async () => await Promise.reject(new NoPassphraseError()) },
  })
  const code = await runProgram(words, verbs, trial.surroundings)
  return { code, out: trial.written, err: trial.complained }
}

/** What a person reads must be what the program reads. */
const expectRefusal = ({ out, err }: Awaited<ReturnType<typeof run>>): string => {
  expect(out.length).toBe(1)
  const said: { readonly [name: string]: unknown } = JSON.parse(out[0] ?? '')
  expect(Object.keys(said)).toEqual(['code', 'message', 'hint'])
  expect(err.slice(-2)).toEqual([
    `firm: ${String(said['message'])}`,
    `      ${String(said['hint'])}`,
  ])
  return String(said['code'])
}

const hired = ['hire', 'eve', '--role', 'engineer', '--mind', 'person']

/** A command of each verb that is refused where there is no firm, its exit code and the code that it says. */
const refused: {
  readonly [verb: string]: readonly [code: number, said: string, words: readonly string[]]
} = {
  'first-minute': [1, 'repository-not-a-repository', ['first-minute', folder]],
  init: [1, 'repository-not-a-repository', ['init']],
  hire: [3, 'no-firm', hired],
  join: [3, 'no-firm', ['join']],
  do: [3, 'no-firm', ['do', 'mend it']],
  up: [3, 'no-firm', ['up']],
  dismiss: [3, 'no-firm', ['dismiss', 'eve']],
  leave: [3, 'no-firm', ['leave']],
  stop: [2, 'wrong-usage', ['stop', 'now']],
  run: [2, 'wrong-usage', ['run', join(folder, 'broken.ts')]],
  status: [3, 'no-firm', ['status']],
  approve: [3, 'no-firm', ['approve', 'i1']],
  intents: [3, 'no-firm', ['intents']],
  veto: [3, 'no-firm', ['veto', 'i1']],
  amend: [3, 'no-firm', ['amend', 'i1', 'better']],
  answer: [3, 'no-firm', ['answer', 'w1', 'yes']],
  decide: [3, 'no-firm', ['decide', 'names', 'camel']],
  tell: [3, 'no-firm', ['tell', 'eve', 'go on']],
  pause: [3, 'no-firm', ['pause']],
  resume: [3, 'no-firm', ['resume']],
  takeover: [3, 'no-firm', ['takeover', 'eve']],
  return: [3, 'no-firm', ['return', 'eve']],
  cancel: [3, 'no-firm', ['cancel', 'w1']],
  hold: [3, 'no-firm', ['hold', 'w1']],
  erase: [3, 'no-firm', ['erase', 'customer-17']],
  diff: [3, 'no-firm', ['diff']],
  apply: [3, 'no-firm', ['apply']],
  rollback: [3, 'no-firm', ['rollback', '1']],
  fork: [3, 'no-firm', ['fork', join(folder, 'fork')]],
  export: [3, 'no-firm', ['export', join(folder, 'export')]],
  why: [3, 'no-firm', ['why', '3']],
  brief: [3, 'no-firm', ['brief', 'eve']],
  goals: [3, 'no-firm', ['goals']],
  log: [3, 'no-firm', ['log']],
  rewind: [3, 'no-firm', ['rewind', '3']],
  cost: [3, 'no-firm', ['cost']],
  hook: [2, 'wrong-usage', ['hook', 'nobody']],
  mcp: [2, 'wrong-usage', ['mcp', 'nobody']],
  doctor: [2, 'wrong-usage', ['doctor', 'eve']],
  check: [2, 'wrong-usage', ['check', join(folder, 'broken.ts')]],
  protocol: [2, 'wrong-usage', ['protocol', 'show', join(folder, 'broken.ts')]],
  verify: [3, 'no-firm', ['verify']],
  anchor: [3, 'no-firm', ['anchor']],
  help: [2, 'wrong-usage', ['help', 'nonsense']],
}

describe('a refusal under --json', () => {
  it('has a command of every verb', () => {
    expect(Object.keys(refused)).toEqual(verbs.map(({ name }) => name))
  })

  it.each(Object.entries(refused))(
    'of `firm %s` is one object',
    async (_verb, [code, said, words]) => {
      const place = ['first-minute', 'init'].includes(words[0] ?? '') ? folder : repository
      const ended = await run(place, [...words, '--json'])
      expect({ code: ended.code, said: expectRefusal(ended) }).toEqual({ code, said })
      // Who does not ask for it gets none of it.
      const plain = await run(place, words)
      const objects = plain.out.filter((line) => line.startsWith('{'))
      expect({ code: plain.code, objects }).toEqual({ code, objects: [] })
    },
  )

  it.each(verbs.map(({ name }) => name))(
    'of a wrong usage of `firm %s` is one object',
    async (verb) => {
      const ended = await run(folder, [verb, '--nonsense', '--json'])
      expect({ code: ended.code, said: expectRefusal(ended) }).toEqual({
        code: 2,
        said: 'wrong-usage',
      })
    },
  )
})
