/** A commit made by hand wakes a member of a firm that runs, and one made while nobody hosted it as well. */
import type { ChildProcess } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { kill } from 'node:process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildProgram } from './built-program.ts'
import { type StagedFirm, stageFirm } from './staged-firm.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const example = readFileSync(join(root, 'examples', 'observed-branch', 'firm.ts'), 'utf8')

beforeAll(buildProgram, 300_000)

const stage: StagedFirm = stageFirm({ program: 'bubblewrap' })
afterAll(async () => await stage.leave())

interface Line {
  readonly type: string
  readonly at: number
  readonly facts: { readonly [name: string]: unknown } | null
  readonly more: { readonly [name: string]: unknown }
}

const logOf = async (): Promise<readonly Line[]> => {
  const { out } = await stage.firm(['log', '--json'])
  return out
    .trim()
    .split('\n')
    .map((line): Line => JSON.parse(line))
}

const looksIn = (lines: readonly Line[]): readonly unknown[] =>
  lines.filter(({ type }) => type === 'message-sent').map(({ facts }) => facts?.['commit'])

const commitByHand = (words: string): string => {
  writeFileSync(join(stage.repository, 'README.md'), `${words}\n`)
  stage.git('commit', '-q', '-a', '-m', words)
  return stage.git('rev-parse', 'HEAD')
}

/** A host, and how to wait until its live view shows something so often. */
interface Hosting {
  readonly child: ChildProcess
  readonly shows: (words: string, count?: number) => Promise<void>
}

const host = (): Hosting => {
  const { child, ended } = stage.start(['up'])
  let shown = ''
  child.stdout?.on('data', (piece: string) => void (shown += piece))
  const shows: Hosting['shows'] = async (words, count = 1) =>
    await new Promise((resolve, reject) => {
      const look = (): void => {
        if (shown.split(words).length > count) resolve()
      }
      child.stdout?.on('data', look)
      look()
      void ended.then(({ err }) => reject(new RangeError(`it ended: ${shown}${err}`)))
    })
  return { child, shows }
}

const secret = ['--passphrase-fd', '3']
const timeout = 90_000
let running: Hosting
let start = ''
let first = ''

it('is adopted by firm apply, after firm diff has said it in words', { timeout }, async () => {
  const made = await stage.firm(['init', '--name', 'acme', '--operator', 'ana', ...secret])
  expect(made).toMatchObject({ code: 0 })
  const here = `git(${JSON.stringify(stage.repository)})`
  writeFileSync(join(stage.home, 'charter', 'firm.ts'), example.replace("git('.')", here))
  const words = 'commits: when the branch main of repo changes, lea is woken: look at what came'
  expect((await stage.firm(['diff'])).out).toContain(words)
  expect(await stage.firm(['apply', ...secret])).toMatchObject({ code: 0 })
})

it('wakes a member by a commit made by hand, within seconds', { timeout }, async () => {
  start = stage.git('rev-parse', 'main')
  running = host()
  await running.shows(`main stands at ${start}`)
  const at = Date.now()
  first = commitByHand('By hand')
  await running.shows(`look:${first} completed`)
  const lines = await logOf()
  const told = lines.filter(({ type }) => type === 'member-told')
  const shown = `main moved to ${first} from ${start}`
  expect(told.map(({ more }) => more['text'])).toEqual([
    `the observation commits shows that ${shown}: look at what came`,
  ])
  expect(looksIn(lines)).toEqual([first])
  // It looks each second; what a machine under load adds is not judged by the second.
  expect((told[0]?.at ?? Number.POSITIVE_INFINITY) - at).toBeLessThan(10_000)
})

it('tells once what came while its host was dead', { timeout }, async () => {
  const process = (await logOf()).findLast(({ type }) => type === 'host-started')?.more['process']
  kill(Number(process), 'SIGKILL')
  commitByHand('While nobody is there')
  const last = commitByHand('Still nobody')
  running = host()
  await running.shows(`look:${last} completed`)
  const lines = await logOf()
  expect(looksIn(lines)).toEqual([first, last])
  const marks = lines.flatMap(({ type, more }) =>
    type === 'observation-noted' && 'mark' in more ? [more['mark']] : [],
  )
  expect(marks).toEqual([start, first, last])
})
