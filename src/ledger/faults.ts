/** Fault points of the ledger: before and after every durable write of its ports, by name. */
import type { Faults } from '../base/index.ts'
import type { Content } from './content.ts'
import type { Hosting } from './hosting.ts'
import type { Marks } from './marks.ts'
import type { Snapshots } from './snapshot.ts'
import type { Store } from './store.ts'

/** Whether a call leaves something durable behind. */
type Kind = 'write' | 'read'

/** Every method of a port put down as one or the other, so that a new one cannot pass unseen. */
type PutDown<Port> = {
  readonly [Name in keyof Port]-?: Port[Name] extends (...given: never[]) => unknown
    ? Kind
    : PutDown<Port[Name]>
}

/** What the methods of a store do. */
const storeMethods = {
  tip: 'read',
  append: 'write',
  read: 'read',
  snapshots: { keep: 'write', latest: 'read' },
  marks: { position: 'read', add: 'write', find: 'read', clear: 'write' },
  hosting: {
    acquire: 'write',
    renew: 'write',
    release: 'write',
    replaced: 'read',
    last: 'read',
  },
  watch: 'read',
  close: 'read',
} as const satisfies PutDown<Store>

/** What the methods of a content store do. */
const contentMethods = {
  put: 'write',
  get: 'read',
  has: 'read',
  erase: 'write',
  subjects: 'read',
  close: 'read',
} as const satisfies PutDown<Content>

type WriteIn<Methods, Port extends string> = {
  readonly [Name in keyof Methods & string]: Methods[Name] extends 'write'
    ? `${Port}.${Name}`
    : Methods[Name] extends 'read'
      ? never
      : WriteIn<Methods[Name], `${Port}.${Name}`>
}[keyof Methods & string]

type Write = WriteIn<typeof storeMethods, 'store'> | WriteIn<typeof contentMethods, 'content'>

/** Methods by name, and those of the ports in a port below the name of that. */
interface Methods {
  readonly [name: string]: Kind | Methods
}

/** The durable writes of a port, each with its way to it. */
const writesIn = (methods: Methods, port: string): readonly string[] =>
  Object.entries(methods).flatMap(([name, kind]) => {
    if (typeof kind === 'object') return writesIn(kind, `${port}.${name}`)
    return kind === 'write' ? [`${port}.${name}`] : []
  })

const pointsOf = (writes: readonly string[]): readonly string[] =>
  writes.flatMap((write) => [`${write}.before`, `${write}.after`])

/** The names of all fault points of a store: each durable write, before and after. */
export const storeFaultPoints: readonly string[] = pointsOf(writesIn(storeMethods, 'store'))

/** The names of all fault points of a content store. */
export const contentFaultPoints: readonly string[] = pointsOf(writesIn(contentMethods, 'content'))

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
