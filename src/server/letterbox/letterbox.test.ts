/** What lies in a letterbox is taken in, and nothing that others put there keeps a letter from its firm. */
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { SignedLetter } from '../../host/index.ts'
import { type SimulatedClock, simulatedClock } from '../../testing/simulated-clock.ts'
import { openLetterbox } from './index.ts'

interface Box {
  readonly folder: string
  readonly clock: SimulatedClock
  /** Puts a letter there, as another firm does. */
  readonly put: (enactment: string) => Promise<void>
  /** Takes in what lies there; resolves once so many letters were handed over. */
  readonly take: (
    count: number,
    deliver?: (enactment: string) => void,
  ) => Promise<readonly string[]>
  readonly failures: string[]
}

const undone: (() => void)[] = []
afterEach(() => {
  for (const undo of undone.splice(0)) undo()
})

const openBox = (): Box => {
  const folder = mkdtempSync(join(tmpdir(), 'firm-letters-'))
  const failures: string[] = []
  const clock = simulatedClock()
  const wire = openLetterbox({
    own: folder,
    boxOf: () => folder,
    clock,
    failed: (cause) => void failures.push(cause instanceof Error ? cause.name : String(cause)),
  })
  const take: Box['take'] = async (count, deliver = () => undefined) =>
    await new Promise((resolve) => {
      const taken: string[] = []
      const detach = wire.attach('bolt', {
        deliver: async ({ letter: { enactment } }) => {
          deliver(enactment)
          taken.push(enactment)
          if (taken.length === count) resolve(taken.toSorted())
          await Promise.resolve()
        },
        acknowledge: async () => await Promise.resolve(),
      })
      undone.push(detach)
    })
  undone.push(() => rmSync(folder, { recursive: true }))
  return {
    folder,
    clock,
    put: async (enactment) => await wire.send(letterOf(enactment)),
    take,
    failures,
  }
}

const letterOf = (enactment: string): SignedLetter => ({
  letter: {
    from: 'acme',
    to: 'bolt',
    sent: 1,
    enactment,
    protocol: 'deal',
    protocolHash: 'ab',
    message: 'ask',
    speaker: 'bea',
    epoch: 0,
    facts: {},
  },
  signature: 'ab',
})

test('letters that lie there are taken in and away', async () => {
  const { folder, put, take } = openBox()
  await put('deal:1')
  await put('deal:2')
  expect(await take(2)).toEqual(['deal:1', 'deal:2'])
  await expect.poll(() => readdirSync(folder)).toEqual([])
})

test('a draft that its writer left there long ago is removed, and nothing else', async () => {
  const { folder, clock, put, take } = openBox()
  const draft = (digit: string): string => `.${digit.repeat(64)}-7`
  const isThere = (name: string): boolean => readdirSync(folder).includes(name)
  for (const name of [draft('a'), '.keep']) writeFileSync(join(folder, name), 'half a let')
  await put('deal:1')
  await take(1)
  const passing = (name: string) => () => {
    clock.pass(5_000)
    return isThere(name)
  }
  await expect.poll(passing(draft('a')), { interval: 1 }).toBe(false)
  writeFileSync(join(folder, draft('b')), 'half a let')
  await put('deal:2')
  clock.pass(5_000)
  await expect.poll(() => readdirSync(folder).toSorted()).toEqual([draft('b'), '.keep'])
  await expect.poll(passing(draft('b')), { interval: 1 }).toBe(false)
  expect(readdirSync(folder)).toEqual(['.keep'])
})

test.each(['a pipe', 'a link', 'a folder', 'a text'])(
  '%s in a letterbox is put aside, and letters beside it are taken in',
  async (what) => {
    const { folder, put, take, failures } = openBox()
    const file = join(folder, '0.json')
    if (what === 'a pipe') execFileSync('mkfifo', [file])
    if (what === 'a link') symlinkSync('/dev/null', file)
    if (what === 'a folder') mkdirSync(file)
    if (what === 'a text') writeFileSync(file, 'no letter')
    await put('deal:1')
    expect(await take(1)).toEqual(['deal:1'])
    await expect.poll(() => readdirSync(folder)).toEqual(['unreadable'])
    expect(readdirSync(join(folder, 'unreadable'))).toEqual(['0.json'])
    expect(failures).toEqual(['UnreadableLetterError'])
  },
)

test('letters that cannot be taken in yet keep no other waiting', async () => {
  const { folder, put, take } = openBox()
  for (let count = 0; count < 150; count += 1) await put(`late:${count}`)
  for (let count = 0; count < 20; count += 1) await put(`deal:${count}`)
  const taken = await take(20, (enactment) => {
    if (enactment.startsWith('late:')) throw new Error('not yet')
  })
  expect(taken).toHaveLength(20)
  await expect.poll(() => readdirSync(folder).length).toBe(150)
})

test('of what is no letter the newest hundred stay, whatever time they claim and whatever was called so before', async () => {
  const box = openBox()
  const aside = join(box.folder, 'unreadable')
  const taken = box.take(1)
  const throwIn = async (name: string): Promise<void> => {
    const file = join(box.folder, name)
    writeFileSync(`${file}.new`, 'no letter')
    utimesSync(`${file}.new`, 1, 1)
    renameSync(`${file}.new`, file)
    box.clock.pass(1_000)
    await expect.poll(() => existsSync(file)).toBe(false)
  }
  mkdirSync(join(aside, 'twice.json', 'within'), { recursive: true })
  await throwIn('twice.json')
  await expect.poll(() => existsSync(join(aside, 'twice.json', 'within'))).toBe(false)
  for (let count = 0; count < 100; count += 1) {
    writeFileSync(join(box.folder, `${count}.json`), 'no letter')
  }
  box.clock.pass(1_000)
  await expect.poll(() => readdirSync(aside).length).toBe(100)
  expect(readdirSync(aside)).not.toContain('twice.json')
  await throwIn('last.json')
  await expect.poll(() => readdirSync(aside)).toContain('last.json')
  await box.put('deal:d1')
  box.clock.pass(1_000)
  expect(await taken).toEqual(['deal:d1'])
  expect(readdirSync(aside)).toHaveLength(100)
})
