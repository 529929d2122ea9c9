/** A repository that cannot be worked with: each verb says so with the mend, and nothing is half done. */
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildProgram } from './built-program.ts'
import { type StagedFirm, stageFirm } from './staged-firm.ts'
import { trialSurroundings } from './trial-surroundings.ts'
import { runProgram } from '../../src/cli/program.ts'
import { verbs } from '../../src/cli/verbs.ts'

const broken = 'git cannot read its objects or its configuration'
const secret = ['--passphrase-fd', '3']
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'firm bad ')))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const git = (place: string, ...args: readonly string[]): void => {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'protocol.file.allow=always']
  execFileSync('git', [...who, ...args], { cwd: place, stdio: 'pipe' })
}

const made = (name: string, ...steps: readonly (readonly string[])[]): string => {
  const place = join(folder, name)
  mkdirSync(place)
  for (const step of steps) git(place, ...step)
  return place
}

const begin = ['init', '-q', '-b', 'main'] as const
const commit = ['commit', '-q', '--allow-empty', '-m', 'one'] as const

/** Each by its name, with how it is made and what is said of it. */
const unusable: readonly (readonly [string, () => string, RegExp])[] = [
  ['no repository', () => made('none'), /not in a git repository\n.*git init/],
  ['an empty one', () => made('empty', begin), /has no commit yet\n.*Commit once/],
  [
    'a shallow one',
    () => {
      const source = made('source', begin, commit, commit)
      git(folder, 'clone', '-q', '--depth', '1', `file://${source}`, 'shallow')
      return join(folder, 'shallow')
    },
    /cut off by a shallow clone\n.*git fetch --unshallow/,
  ],
  [
    'one without its objects',
    () => {
      const place = made('lost', begin, commit)
      rmSync(join(place, '.git', 'objects'), { recursive: true })
      mkdirSync(join(place, '.git', 'objects'))
      return place
    },
    /git cannot read its objects.*\n.*git fsck/,
  ],
  [
    'one whose .git leads nowhere',
    () => {
      const place = made('astray')
      writeFileSync(join(place, '.git'), 'gitdir: /nowhere\n')
      return place
    },
    /git cannot read its objects.*\n.*git fsck/,
  ],
]

describe('before there is a firm', () => {
  it.each(unusable)('%s is refused by each verb that would begin one', async (name, make, says) => {
    const place = make()
    const home = join(folder, `home of ${name}`)
    for (const words of [['init'], ['first-minute', place, '--fast']]) {
      const { surroundings, written, complained } = trialSurroundings({
        folder: place,
        variables: { ...process.env, FIRM_HOME: home },
      })
      const code = await runProgram(words, verbs, surroundings)
      expect({ words, code, written }).toEqual({ words, code: 1, written: [] })
      expect(complained.join('\n')).toMatch(says)
      expect(existsSync(home)).toBe(false)
    }
  })
})

describe('a firm whose repository breaks', { timeout: 120_000 }, () => {
  let stage: StagedFirm
  beforeAll(async () => {
    buildProgram()
    stage = stageFirm({ program: 'none' })
    await stage.firm(['init', ...secret, '--operator', 'ana'])
    await stage.hireBoth()
    await stage.firm(['stop'])
  }, 120_000)
  afterAll(async () => await stage.leave())

  const charter = (): readonly string[] => {
    const place = join(stage.home, 'charter')
    return readdirSync(place)
      .filter((name) => name.endsWith('.ts'))
      .toSorted()
      .map((name) => `${name}\n${readFileSync(join(place, name), 'utf8')}`)
  }
  /** What only reads the ledger needs no process of its own. */
  const look = async (verb: string) => {
    const variables = { FIRM_HOME: stage.home }
    const trial = trialSurroundings({ variables, folder: stage.repository })
    const code = await runProgram([verb], verbs, trial.surroundings)
    return { code, err: trial.complained, out: trial.written }
  }

  const sal = ['hire', 'sal', '--role', 'reviewer', '--mind', 'person', ...secret]
  // Joining only finds the repository; what its objects say it does not ask.
  const verbsByPart: readonly (readonly [string, readonly (readonly string[])[]])[] = [
    ['HEAD', [sal, ['do', 'Write'], ['up'], ['join', '--yes', ...secret]]],
    ['objects', [['dismiss', 'rob', ...secret], ['up']]],
  ]

  it.each(verbsByPart)(
    'by its %s: what needs it says so, what only looks goes on, and mended all goes on',
    async (part, commands) => {
      const place = join(stage.repository, '.git', part)
      renameSync(place, `${place}.kept`)
      if (part === 'HEAD') writeFileSync(place, 'nonsense\n')
      else mkdirSync(place)
      const before = { charter: charter(), log: await look('log') }
      for (const words of commands) {
        const { code, err } = await stage.firm(words)
        expect({ words, code, err }).toMatchObject({
          code: 1,
          err: expect.stringContaining(broken),
        })
        expect(err).toContain('Run `git fsck` there and mend what it names')
        expect(err).not.toMatch(/^\s+at /m)
      }
      expect(await look('status')).toMatchObject({ code: 0, err: [] })
      expect(charter()).toEqual(before.charter)
      const { out } = await look('log')
      expect(out.slice(0, before.log.out.length)).toEqual(before.log.out)
      rmSync(place, { recursive: true })
      renameSync(`${place}.kept`, place)
      expect(await stage.firm(['hire', part.toLowerCase(), ...sal.slice(2)])).toMatchObject({
        code: 0,
      })
    },
  )

  it('by its index is worked with all the same, for Firm reads and writes none of yours', async () => {
    writeFileSync(join(stage.repository, '.git', 'index'), 'nonsense')
    const done = await stage.firm(['do', 'Write notes', '--paths', 'NOTES.md', '--detach'])
    expect({ err: done.err, code: done.code }).toEqual({ err: '', code: 0 })
    expect(readFileSync(join(stage.repository, '.git', 'index'), 'utf8')).toBe('nonsense')
  })
})
