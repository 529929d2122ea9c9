/** The part of the store's exam on reading: any stretch, in batches, while others append. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { seededRandom } from '../base/index.ts'
import { anchorOf, chainBodies, emptyAnchor, type Entry, type Store } from '../ledger/index.ts'
import type { Exam } from './exam.ts'
import { readAll } from './read-all.ts'

/** The cases on reading and watching. */
export const readExam: Exam<Store> = {
  'any stretch can be read, whatever groups it was appended in': async ({ open }) => {
    const store = await open()
    const entries = await appendGroups(store, [1, 1, 5, 40, 1, 2, 100, 1, 1])
    const random = seededRandom(7, 'stretches')
    for (let round = 0; round < 60; round += 1) {
      const after = random.integer(entries.length + 2)
      const through = random.integer(entries.length + 2)
      deepEqual(await readAll(store, after, { through }), entries.slice(after, through))
    }
    deepEqual(await readAll(store, 3), entries.slice(3))
  },
  'a batch holds no more than was asked for': async ({ open }) => {
    const store = await open()
    const entries = await appendGroups(store, [10, 1, 1, 30])
    const batches: (readonly Entry[])[] = []
    for await (const batch of store.read(2, { batchCount: 4 })) batches.push(batch)
    ok(batches.every(({ length }) => length >= 1 && length <= 4))
    deepEqual(batches.flat(), entries.slice(2))
  },
  'many small and large groups are read in order': async ({ open }) => {
    const store = await open()
    const random = seededRandom(11, 'groups')
    const sizes = Array.from({ length: 300 }, () => 1 + random.integer(random.pick([2, 5, 60])))
    const entries = await appendGroups(store, sizes)
    deepEqual(await readAll(store), entries)
    equal((await store.tip()).position, entries.length)
  },
  'a reader sees what others append while it reads': async ({ open }) => {
    const [writer, reader] = [await open(), await open()]
    const early = await appendGroups(writer, [3])
    const seen: Entry[] = []
    for await (const batch of reader.read(0, { batchCount: 2 })) {
      if (seen.length === 0) await writer.append(3, chainBodies(anchorOf(early), ['"late"']))
      seen.push(...batch)
    }
    equal(seen.at(-1)?.body, '"late"')
  },
  'a watcher is told of the appends of every store, until it ends': async ({ open }) => {
    const [writer, watcher] = [await open(), await open()]
    const own: number[] = []
    const others: number[] = []
    writer.watch((position) => own.push(position))
    const end = watcher.watch((position) => others.push(position))
    const entries = await appendGroups(writer, [2])
    await until(() => own.at(-1) === 2 && others.at(-1) === 2)
    end()
    await writer.append(2, chainBodies(anchorOf(entries), ['3']))
    await until(() => own.at(-1) === 3)
    equal(others.at(-1), 2)
  },
}

/** Appends groups of these sizes to an empty ledger; the answer is everything in it. */
const appendGroups = async (store: Store, sizes: readonly number[]): Promise<Entry[]> => {
  const entries: Entry[] = []
  for (const size of sizes) {
    const bodies = Array.from({ length: size }, (_, index) => `{"n":${entries.length + index}}`)
    const group = chainBodies(anchorOf(entries), bodies)
    const outcome = await store.append(entries.length, group)
    ok(outcome.ok, 'the group is appended')
    entries.push(...group)
  }
  deepEqual(await store.tip(), sizes.length === 0 ? emptyAnchor : anchorOf(entries))
  return entries
}

/** Waits for what another process may tell late; two seconds are far more than any driver needs. */
const until = async (isSo: () => boolean): Promise<void> => {
  for (let round = 0; round < 200 && !isSo(); round += 1) await wait(10)
  ok(isSo(), 'the watcher is told within two seconds')
}
