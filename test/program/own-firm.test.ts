import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findContainment } from '../../src/environments/process/index.ts'
import { buildProgram } from './built-program.ts'
import { type StagedFirm, stageFirm } from './staged-firm.ts'
import { shown } from './walk-through.ts'

beforeAll(buildProgram, 300_000)

interface Line {
  readonly position: number
  readonly type: string
  readonly message: string | null
  readonly more: { readonly [name: string]: unknown }
}

const logOf = async (stage: StagedFirm): Promise<readonly Line[]> => {
  const { out } = await stage.firm(['log', '--json'])
  return out
    .trim()
    .split('\n')
    .map((line): Line => JSON.parse(line))
}

const messagesIn = (lines: readonly Line[]): readonly (string | null)[] =>
  lines.filter(({ type }) => type === 'message-sent').map(({ message }) => message)

/** Whether each still writes; process ids say nothing here, for a sandbox has its own. */
const areBeating = async (beats: readonly string[]): Promise<readonly boolean[]> => {
  const before = beats.map((beat) => statSync(beat).size)
  await wait(1000)
  return beats.map((beat, place) => statSync(beat).size > (before[place] ?? 0))
}

const until = async (isThere: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 600 && !isThere(); tries += 1) await wait(50)
  expect(isThere()).toBe(true)
}

/** Every file below .git but what a firm may add: objects, and the references of its own. */
const statusOf = ({ git }: StagedFirm): string =>
  [git('status', '--porcelain'), git('rev-parse', 'HEAD', 'main'), git('branch', '--list')].join(
    '\n',
  )

const { kind } = await findContainment()
const unfencedWarning = "Unfenced: eve, rob. Their programs can read the firm's own folder"

/** Where bubblewrap works, members are fenced unasked; where it is not on the path, they are marked. */
const fences = [
  { program: 'bubblewrap', mark: '', words: 'is fenced: its program sees its worktree' },
  { program: 'none', mark: 'unfenced', words: 'is unfenced: its program can read' },
] as const

describe.each(fences)(
  'a firm of one\u2019s own, fenced by $program',
  { timeout: 600_000 },
  (fence) => {
    const isFenced = fence.program === 'bubblewrap'
    const stage = stageFirm(fence)
    beforeEach(({ skip }) => {
      if (isFenced && kind !== 'bubblewrap') skip('bubblewrap is not here')
    })
    afterAll(async () => await stage.leave())

    it('is made by init, in one folder, with its branch at HEAD', async () => {
      const secret = ['--passphrase-fd', '3']
      const { code, out, err } = await stage.firm([
        ...shown('init'),
        ...secret,
        '--operator',
        'ana',
      ])
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(out).toContain(`The firm a-repo lives at ${stage.home}`)
      expect(stage.git('rev-parse', 'firm/main')).toBe(stage.git('rev-parse', 'HEAD'))
      const again = await stage.firm(['init', ...secret])
      expect({ code: again.code, err: again.err }).toMatchObject({ code: 1 })
      expect(again.err).toContain('there is a firm at')
    })

    it('hires a shell script and a Python program, and shows what will be run', async () => {
      const [eve, rob] = await stage.hireBoth()
      expect(eve).toMatchObject({ code: 0, err: '' })
      expect(rob).toMatchObject({ code: 0, err: '' })
      expect(eve?.out).toContain('eve runs: ["sh",')
      expect(eve?.out).toContain(`eve ${fence.words}`)
      const reads = /it could read: +(.*)/.exec(eve?.out ?? '')?.[1]
      expect(reads?.split(', ').includes(stage.home)).toBe(!isFenced)
      expect(eve?.out).toContain('engineer is now held by eve (before: ana, the operator)')
      expect(eve?.out).not.toContain('FIRM_HOME')
      const { out } = await stage.firm(shown('status'))
      expect(out.includes(unfencedWarning)).toBe(!isFenced)
      expect(/^ *eve +engineer +command +(\S+)$/m.exec(out)?.[1]).toBe(isFenced ? '–' : 'unfenced')
    })

    it('brings work to a reviewed merge, over one round that the reviewer fails', async () => {
      const before = statusOf(stage)
      // Two steps are the operator's: to offer it once more, and to merge what was accepted.
      const done = await stage.firm(shown('do'), '\n\n\n')
      expect(done).toMatchObject({ code: 0 })
      expect(done.out).toContain('handoff:write-notes is completed.')
      expect(done.out.includes(unfencedWarning)).toBe(!isFenced)
      expect(done.out).toContain(
        `git -C '${stage.repository.replaceAll("'", String.raw`'\''`)}' merge firm/main`,
      )
      const log = await logOf(stage)
      expect(messagesIn(log)).toEqual(
        'offer accept deliver judge redo offer accept deliver judge apply'.split(' '),
      )
      const why = await stage.firm(shown('why'))
      expect(why).toMatchObject({
        code: 0,
        out: expect.stringContaining('eve sent deliver in handoff:write-notes'),
      })
      expect(stage.git('show', 'firm/main:NOTES.md')).toMatch(/^a line/)
      expect(statusOf(stage)).toBe(before)
      stage.git('merge', '-q', 'firm/main')
      expect(existsSync(join(stage.repository, 'NOTES.md'))).toBe(true)
    })

    it('loses nothing and does nothing twice when its host is killed in the middle', async () => {
      const pause = join(stage.signals, 'wait')
      writeFileSync(pause, '')
      const running = stage.start(['do', 'Write more', '--paths', 'NOTES.md', '--yes'])
      await until(() => stage.beats().length === 1)
      const host = (await logOf(stage)).findLast(({ type }) => type === 'host-started')
      process.kill(Number(host?.more['process']), 'SIGKILL')
      await until(() => stage.beats().length === 2)
      // What the dead host left running was ended before anybody thought again.
      expect(await areBeating(stage.beats())).toEqual([false, true])
      rmSync(pause)
      const ended = await running.ended
      expect(ended).toMatchObject({ code: 0 })
      expect(ended.out).toContain('The host is gone; another goes on.')
      const log = await logOf(stage)
      const merges = stage.git('log', '--merges', '--format=%H', 'firm/main').split('\n')
      const receipts = log.filter(
        ({ type, more }) => type === 'effect-settled' && more['outcome'] === 'done',
      )
      expect(merges.length).toBe(2)
      expect(receipts.length).toBe(2)
      expect(await stage.firm(['verify'])).toMatchObject({ code: 0 })
    })

    it('takes in a member while work is under way, and whoever leaves by Ctrl-C leaves it running', async () => {
      const pause = join(stage.signals, 'wait')
      writeFileSync(pause, '')
      const running = stage.start(['do', 'Write again', '--paths', 'NOTES.md'])
      await until(() => stage.beats().length === 1)
      const [again] = await stage.hireBoth()
      expect(again).toMatchObject({ code: 0, err: '' })
      expect(again?.out).toContain('nothing changes')
      running.child.kill('SIGINT')
      expect(await running.ended).toMatchObject({
        code: 0,
        out: expect.stringContaining('You left; the work on handoff:write-again goes on.'),
      })
      expect(await areBeating(stage.beats())).toEqual([true])
      const stopped = await stage.firm(['stop'])
      expect(stopped.out).toMatch(/^The host of process \d+ has ended/)
      expect(await areBeating(stage.beats())).toEqual([false])
    })
  },
)
