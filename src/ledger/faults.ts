/** Fault points of the ledger: before and after every durable write of its ports, by name. */
import type { Faults } from '../base/index.ts'
import type { Content } from './content.ts'
import type { Hosting } from './hosting.ts'
import type { Marks } from './marks.ts'
import type { Snapshots } from './snapshot.ts'
import type { Store } from './store.ts'

const storeWrites = [
  'store.append',
  'store.snapshots.keep',
  'store.marks.add',
  'store.marks.clear',
  'store.hosting.acquire',
  'store.hosting.renew',
  'store.hosting.release',
] as const

const contentWrites = ['content.put', 'content.erase'] as const

type Write = (typeof storeWrites)[number] | (typeof contentWrites)[number]

const pointsOf = (writes: readonly Write[]): readonly string[] =>
  writes.flatMap((write) => [`${write}.before`, `${write}.after`])

/** The names of all fault points of a store: each durable write, before and after. */
export const storeFaultPoints: readonly string[] = pointsOf(storeWrites)

/** The names of all fault points of a content store. */
export const contentFaultPoints: readonly string[] = pointsOf(contentWrites)

/** The same store, which reaches a fault point before and after each durable write. */
export const withStoreFaults = (store: Store, faults: Faults): Store => {
  const around = reaching(faults)
  const snapshots: Snapshots = {
    ...store.snapshots,
    keep: around('store.snapshots.keep', store.snapshots.keep),
  }
  const marks: Marks = {
    ...store.marks,
    add: around('store.marks.add', store.marks.add),
    clear: around('store.marks.clear', store.marks.clear),
  }
  const hosting: Hosting = {
    ...store.hosting,
    acquire: around('store.hosting.acquire', store.hosting.acquire),
    renew: around('store.hosting.renew', store.hosting.renew),
    release: around('store.hosting.release', store.hosting.release),
  }
  return { ...store, append: around('store.append', store.append), snapshots, marks, hosting }
}

/** The same content store, which reaches a fault point before and after each durable write. */
export const withContentFaults = (content: Content, faults: Faults): Content => {
  const around = reaching(faults)
  return {
    ...content,
    put: around('content.put', content.put),
    erase: around('content.erase', content.erase),
  }
}

const reaching =
  (faults: Faults) =>
  <Given extends readonly unknown[], T>(write: Write, work: (...given: Given) => Promise<T>) =>
  async (...given: Given): Promise<T> => {
    faults.reach(`${write}.before`)
    const answer = await work(...given)
    faults.reach(`${write}.after`)
    return answer
  }
