import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { trialSurroundings } from '../../../test/program/trial-surroundings.ts'
import { NoPassphraseError } from '../operator-key/index.ts'
import { runProgram } from '../program.ts'
import { verbs } from '../verbs.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'firm refusals ')))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// One loader for all commands: each brings a thread of its own.
const { modules, secrets } = trialSurroundings().surroundings

const firm = async (words: readonly string[], place: string, passphrase?: string) => {
  const trial = trialSurroundings({
    folder: place,
    personFolder: folder,
    modules,
    secrets: {
      ...secrets,
      passphrase: async () => {
        if (passphrase === undefined) throw new NoPassphraseError()
        return await Promise.resolve(passphrase)
      },
    },
  })
  const code = await runProgram(words, verbs, trial.surroundings)
  return { code, out: trial.written.join('\n'), err: trial.complained.join('\n') }
}

const git = (place: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
    cwd: place,
    encoding: 'utf8',
    stdio: 'pipe',
  })

const made = (name: string, ...steps: readonly (readonly string[])[]): string => {
  const place = join(folder, name)
  mkdirSync(place)
  for (const step of steps) git(place, ...step)
  return place
}

const begin = ['init', '-q', '-b', 'main'] as const
const commit = ['commit', '-q', '--allow-empty', '-m', 'one'] as const

describe('firm init', () => {
  it.each([
    { name: 'no repository', steps: [], says: 'it is not in a git repository', mend: 'git init' },
    { name: 'an empty one', steps: [begin], says: 'it has no commit yet', mend: 'Commit once' },
    {
      name: 'one without a passphrase',
      steps: [begin, commit],
      says: 'this needs the passphrase of the operator',
      mend: '--passphrase-fd 3 3< FILE',
    },
  ])('refuses $name with the mend, and leaves no firm behind', async ({ name, ...one }) => {
    const place = made(name, ...one.steps)
    const run = await firm(['init'], place)
    expect(run.code).not.toBe(0)
    expect(run.out).toBe('')
    expect(run.err).toContain(one.says)
    expect(run.err).toContain(one.mend)
    const after = await firm(['do', 'anything'], place)
    expect(after.code).toBe(3)
    expect(after.err).toContain('Make one: `firm init`')
  })

  it('refuses a shallow clone', async () => {
    const source = made('source', begin, commit, commit)
    git(folder, 'clone', '-q', '--depth', '1', `file://${source}`, 'shallow')
    const run = await firm(['init'], join(folder, 'shallow'), 'long enough')
    expect(run.code).toBe(1)
    expect(run.err).toContain('git fetch --unshallow')
  })

  it('goes on where it stopped: a branch in its way is named, and the key is kept', async () => {
    const place = made('blocked', begin, commit, ['branch', 'firm'])
    const blocked = await firm(['init'], place, 'a first passphrase')
    expect(blocked.code).toBe(1)
    expect(blocked.err).toContain('git branch -m firm firm-1')
    git(place, 'branch', '-m', 'firm', 'firm-1')
    const wrong = await firm(['init'], place, 'another passphrase')
    expect(wrong.err).toContain("the passphrase does not open the operator's key")
    const right = await firm(['init', '--here'], place, 'a first passphrase')
    expect(right).toMatchObject({ code: 0, err: '' })
    expect(git(place, 'rev-parse', 'firm/main')).toBe(git(place, 'rev-parse', 'HEAD'))
    expect(git(place, 'status', '--porcelain')).toBe('?? firm/\n')
  })

  it('takes a repository whose head is on no branch, and a bare one', async () => {
    const detached = made('detached', begin, commit, ['checkout', '-q', '--detach'])
    expect(await firm(['init'], detached, 'long enough')).toMatchObject({ code: 0, err: '' })
    git(folder, 'clone', '-q', '--bare', detached, 'bare.git')
    const bare = await firm(['init'], join(folder, 'bare.git'), 'long enough')
    expect(bare).toMatchObject({ code: 0, err: '' })
  })
})

describe('a command that is written wrong', () => {
  it.each([
    { words: ['hire', 'eve'], says: 'Say which: --role engineer.' },
    { words: ['hire', 'eve', '--role', 'engineer'], says: '--mind claude, codex, person' },
    { words: ['hire', '9', '--role', 'engineer', '--mind', 'person'], says: 'Begin with a letter' },
    {
      words: ['hire', 'eve', '--role', 'engineer', '--mind', 'command'],
      says: 'Write it after two dashes',
    },
    {
      words: ['hire', 'eve', '--role', 'e', '--mind', 'person', '--minutes', 'soon'],
      says: 'Write --minutes 30.',
    },
    { words: ['do'], says: "missing required argument 'text'" },
  ])('says what to write: $words', async ({ words, says }) => {
    const run = await firm(words, folder)
    expect(run).toMatchObject({ code: 2, out: '' })
    expect(run.err).toContain(says)
  })
})
