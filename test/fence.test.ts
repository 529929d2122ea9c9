// What members' programs could really read, write and reach: with bubblewrap, and without any fence.
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findContainment, openProcesses } from '../src/environments/process/index.ts'
import {
  claude,
  commandMind,
  type FenceFinding,
  type FenceQuestion,
  plainManner,
  probeFence,
} from '../src/minds/command/index.ts'
import { simulatedProcesses } from '../src/testing/simulated-processes.ts'

let folder = ''
const at = (name: string): string => join(folder, name)
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'firm fence-')))
  for (const name of ['firm/scratch/eve', 'firm/scratch/bob', 'user/.claude']) {
    await mkdir(at(name), { recursive: true })
  }
  await writeFile(at('firm/ledger.db'), 'the book')
  await writeFile(at('user/.claude/.credentials.json'), 'a login')
  await writeFile(at('user/.claude/settings.json'), 'hooks')
})
afterAll(async () => await rm(folder, { recursive: true, force: true }))

const variables = (): { readonly [name: string]: string } => ({
  PATH: process.env['PATH'] ?? '',
  HOME: at('user'),
})
const asked = (): readonly string[] => [
  ...['firm', 'firm/ledger.db', 'firm/scratch/bob', 'user'].map(at),
  ...['user/.claude/.credentials.json', 'user/.claude/settings.json', 'gone'].map(at),
]
const probed = async (more: Pick<FenceQuestion, 'processes' | 'fence'>): Promise<object> => {
  const finding = await probeFence({
    manner: claude(),
    variables: variables(),
    paths: asked(),
    ...more,
  })
  const { reads, writes, reachesHere }: FenceFinding = finding
  const short = (path: string): string => path.slice(folder.length + 1)
  return { reads: reads.map(short), writes: writes.map(short), reachesHere }
}

test('without a fence a member reads and writes all that its user can, and leaves nothing behind', async () => {
  const all = asked()
    .map((path) => path.slice(folder.length + 1))
    .filter((path) => path !== 'gone')
  const processes = await openProcesses({ containment: { kind: 'process-table', says: '' } })
  expect(await probed({ processes })).toEqual({ reads: all, writes: all, reachesHere: true })
  // A fence that nothing holds is none, and the probe says so.
  const fence = { hidden: [at('firm')], network: false }
  expect(await probed({ processes, fence })).toEqual({ reads: all, writes: all, reachesHere: true })
  expect(await readdir(at('firm'))).toEqual(['ledger.db', 'scratch'])
})

test('with bubblewrap a member has of the home its login alone, and of the firm nothing', async (context) => {
  const containment = await findContainment()
  if (containment.kind !== 'bubblewrap') context.skip('bubblewrap is not here')
  const processes = await openProcesses({ containment })
  const login = ['user/.claude/.credentials.json']
  const hidden = [at('firm')]
  const open = { reads: login, writes: login, reachesHere: true }
  expect(await probed({ processes, fence: { hidden, network: true } })).toEqual(open)
  const shut = { ...open, reachesHere: false }
  expect(await probed({ processes, fence: { hidden, network: false } })).toEqual(shut)
  // What the probe tells is what a turn meets: its folder is there, its firm is not.
  const command = `cat '${at('firm/ledger.db')}' '${at('firm/scratch/bob')}'/*; echo mine > mine; echo "{\\"pass\\":\\"$(ls '${at('firm/scratch')}')\\"}"`
  const options = {
    processes,
    limits: { timeMs: 10_000, outputBytes: 10_000 },
    fence: { hidden, network: true },
  }
  const mind = commandMind(plainManner('sh', ['-c', command]), options)
  const view = {
    turn: 't',
    member: 'eve',
    role: 'engineer',
    protocol: 'p',
    enactment: 'e',
    brief: { text: '', tokens: 0 },
    known: {},
    changed: [],
    menu: [],
  }
  const workplace = { folder: at('firm/scratch/eve'), variables: variables() }
  const signals = { stop: new AbortController().signal, onBreak: () => undefined }
  expect(await mind.take(view, workplace, signals)).toMatchObject({ kind: 'pass', why: 'eve' })
  expect(await readdir(at('firm/scratch/eve'))).toEqual(['mine'])
})

test('a probe that cannot be run takes nothing for fenced', async () => {
  const paths = [at('firm')]
  const finding = await probeFence({
    manner: claude(),
    variables: {},
    paths,
    processes: simulatedProcesses({}),
  })
  expect(finding).toEqual({ reads: paths, writes: paths, reaches: true, reachesHere: true })
})
