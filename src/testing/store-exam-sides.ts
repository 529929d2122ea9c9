/** The part of the store's exam on what stands beside the chain: snapshots and marks. */
import { deepEqual, equal, rejects } from 'node:assert/strict'
import { hashOf } from '../base/index.ts'
import { chainBodies, emptyAnchor, type Entry, type Snapshot, type Store } from '../ledger/index.ts'
import type { Exam, ExamPlace } from './exam.ts'

const snapshotExam: Exam<Store> = {
  'the latest snapshot is kept in place of the one before': async ({ open }) => {
    const store = await open()
    const entries = await appendSome(store)
    equal(await store.snapshots.latest('state-1'), undefined)
    await store.snapshots.keep(snapshotAt(entries, 1))
    await store.snapshots.keep(snapshotAt(entries, 3))
    await store.close()
    deepEqual(await (await open()).snapshots.latest('state-1'), snapshotAt(entries, 3))
  },
  'a snapshot of another format is dropped': async ({ open }) => {
    const store = await open()
    await store.snapshots.keep(snapshotAt(await appendSome(store), 2))
    equal(await store.snapshots.latest('state-2'), undefined)
    equal(await store.snapshots.latest('state-1'), undefined)
  },
  'a snapshot that the chain does not bear out is dropped': async ({ open }) => {
    const store = await open()
    const snapshot = snapshotAt(await appendSome(store), 2)
    await store.snapshots.keep({ ...snapshot, hash: hashOf('another past') })
    equal(await store.snapshots.latest('state-1'), undefined)
  },
  'a snapshot of what is not durable is refused': async ({ open }) => {
    const store = await open()
    const snapshot = snapshotAt(await appendSome(store), 3)
    await rejects(store.snapshots.keep({ ...snapshot, position: 4 }))
  },
}

const markExam: Exam<Store> = {
  'marks are found by name, through a position': async ({ open }) => {
    const store = await markedStore({ open })
    equal(await store.marks.position(), 2)
    deepEqual(await store.marks.find('change/7', 2), [1, 2])
    deepEqual(await store.marks.find('change/7', 1), [1])
    deepEqual(await store.marks.find('change/8', 2), [])
    equal(await store.marks.add(2, 3, [{ name: 'change/7', position: 3 }]), 3)
    deepEqual(await store.marks.find('change/7', 3), [1, 2, 3])
  },
  'marks that another host has added are not added twice': async ({ open }) => {
    const store = await markedStore({ open })
    equal(await store.marks.add(0, 3, [{ name: 'change/9', position: 1 }]), 2)
    deepEqual(await store.marks.find('change/9', 3), [])
    const again = await open()
    equal(await again.marks.position(), 2)
    deepEqual(await again.marks.find('change/7', 2), [1, 2])
  },
  'the index never runs ahead of the ledger': async ({ open }) => {
    const store = await markedStore({ open })
    await rejects(store.marks.add(2, 4, []))
    await rejects(store.marks.add(2, 3, [{ name: 'change/7', position: 2 }]))
    equal(await store.marks.position(), 2)
  },
  'a cleared index begins at the beginning': async ({ open }) => {
    const store = await markedStore({ open })
    await store.marks.clear()
    equal(await store.marks.position(), 0)
    deepEqual(await store.marks.find('change/7', 2), [])
  },
}

const markedStore = async ({ open }: Pick<ExamPlace<Store>, 'open'>): Promise<Store> => {
  const store = await open()
  await appendSome(store)
  const marks = [
    { name: 'change/7', position: 1 },
    { name: 'change/7', position: 2 },
    { name: 'key/change/7', position: 1 },
  ]
  await store.marks.add(0, 2, marks)
  return store
}

const appendSome = async (store: Store): Promise<readonly Entry[]> => {
  const entries = chainBodies(emptyAnchor, ['1', '2', '3'])
  await store.append(0, entries)
  return entries
}

const snapshotAt = (entries: readonly Entry[], position: number): Snapshot => ({
  format: 'state-1',
  position,
  hash: entries[position - 1]?.hash ?? emptyAnchor.hash,
  body: JSON.stringify({ at: position, text: 'ä\0€' }),
})

/** The cases on snapshots and marks. */
export const sideExam: Exam<Store> = { ...snapshotExam, ...markExam }
