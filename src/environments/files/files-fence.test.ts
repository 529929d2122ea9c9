// The fence: a host that was replaced writes, removes and puts back no file, whenever it was stopped.
import { cpSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashOf } from '../../base/index.ts'
import type { EffectOrder, EnvironmentPort } from '../../host/ports/index.ts'
import { filesFaultPoints, openFilesEnvironment } from './index.ts'

let home = ''
const root = (): string => join(home, 'root')
const tenures = (): string => join(home, 'records', 'tenures')

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'firm files-'))
  await mkdir(root())
  await writeFile(join(root(), 'old.txt'), 'old')
})
afterEach(async () => await rm(home, { recursive: true, force: true }))

const open = async (
  tenure: number,
  reach: (point: string) => void = () => undefined,
): Promise<EnvironmentPort> => {
  const records = join(home, 'records')
  const port = openFilesEnvironment({ root: root(), records, faults: { reach } })
  await port.fence?.(tenure)
  return port
}

const orderOf = (verb: string, ...values: readonly string[]): EffectOrder => {
  const rest = { firm: 'acme', enactment: 'note/1', message: 'write', by: 'clerk' }
  return { key: hashOf(JSON.stringify([verb, ...values])), verb, values, ...rest }
}

/** Every staging folder below the root. */
const stagings = (): readonly string[] =>
  readdirSync(root(), { recursive: true, encoding: 'utf8' })
    .filter((path) => basename(path).startsWith('.firm-'))
    .map((path) => join(root(), path))

/** What another process does while this one is stopped, in one blocking step. */
const raiseMeanwhile = (): void => {
  mkdirSync(join(tenures(), '2'))
  rmSync(join(tenures(), '1'), { recursive: true })
  for (const staging of stagings()) rmSync(staging, { recursive: true })
}

const orders = [
  ['writes', orderOf('write', 'old.txt', 'new')],
  ['makes', orderOf('write', 'deep/new.txt', 'new')],
  ['removes', orderOf('remove', 'old.txt')],
] as const

test.each(orders)(
  'a host that was replaced %s nothing, and its successor does',
  async (_, order) => {
    const first = await open(1)
    const second = await open(2)
    await expect(first.perform(order)).rejects.toMatchObject({ code: 'files-fenced' })
    expect(await readdir(root())).toEqual(['old.txt'])
    expect(await readFile(join(root(), 'old.txt'), 'utf8')).toBe('old')
    expect(await second.ask(order)).toEqual({ kind: 'not-started' })
    expect(await second.perform(order)).toMatchObject({ kind: 'done' })
  },
)

const instants = filesFaultPoints.slice(
  filesFaultPoints.indexOf('files: before the record'),
  filesFaultPoints.indexOf('files: after the file'),
)
test.each(
  orders.flatMap(([does, order]) => instants.map((instant) => [does, instant, order] as const)),
)('a host that %s and is replaced in the instant "%s" is refused', async (_, instant, order) => {
  const slow = await open(1, (point) => {
    if (point === instant) raiseMeanwhile()
  })
  await expect(slow.perform(order)).rejects.toMatchObject({ code: 'files-fenced' })
  expect(await readFile(join(root(), 'old.txt'), 'utf8')).toBe('old')
  expect(stagings()).toEqual([])
  expect(await (await open(3)).ask(order)).toEqual({ kind: 'not-started' })
})

test('what was done cannot be put back by a replaced host', async () => {
  const order = orderOf('write', 'old.txt', 'new')
  const first = await open(1)
  const done = await first.perform(order)
  const second = await open(2)
  await expect(first.undo(order, done.receipt)).rejects.toMatchObject({ code: 'files-fenced' })
  expect(await readFile(join(root(), 'old.txt'), 'utf8')).toBe('new')
  expect(await second.undo(order, done.receipt)).toEqual({ undoes: order.key })
  expect(await readFile(join(root(), 'old.txt'), 'utf8')).toBe('old')
})

test('a lower tenure is refused, the same one is not', async () => {
  await open(7)
  const same = await open(7)
  await expect(open(3)).rejects.toMatchObject({ code: 'files-fenced' })
  expect(await same.perform(orderOf('write', 'a.txt', 'a'))).toMatchObject({ kind: 'done' })
  expect(await readdir(tenures())).toEqual(['7'])
})

test('raising finds what a host is about to rename, wherever it lies, and leaves what is not of this firm', async () => {
  mkdirSync(join(root(), '.firm-theirs'))
  let copies: readonly string[] = []
  const dying = await open(1, (point) => {
    if (point !== 'files: before a file is moved') return
    // As it stands at this instant, should the host be killed now.
    copies = stagings()
    cpSync(tenures(), join(home, 'kept'), { recursive: true })
  })
  await dying.perform(orderOf('write', 'deep/er/a.txt', 'a'))
  for (const copy of copies) mkdirSync(copy, { recursive: true })
  rmSync(tenures(), { recursive: true })
  renameSync(join(home, 'kept'), tenures())
  writeFileSync(join(tenures(), '1', '.firm-cut-off'), join(root(), 'deep'))
  expect(stagings()).toHaveLength(2)
  await open(2)
  expect(stagings()).toEqual([join(root(), '.firm-theirs')])
  expect(await readFile(join(root(), 'deep/er/a.txt'), 'utf8')).toBe('a')
  expect(await readdir(tenures())).toEqual(['2'])
})
