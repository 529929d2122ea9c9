/** The part of the store's exam on hosting: one host at a time, replaced at once when it is gone. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { type Instant, later, parseInstant } from '../base/index.ts'
import { hostingLeaseMs, type Store, type Tenure } from '../ledger/index.ts'
import type { Exam } from './exam.ts'

/** The cases on hosting. */
export const hostingExam: Exam<Store> = {
  'a firm that nobody hosts is hosted at once': async ({ open }) => {
    const store = await open()
    equal(await store.hosting.last(), undefined)
    const tenure = await acquire(store, 'first', atMs(0))
    deepEqual(tenure, { number: 1, host: 'first', until: atMs(hostingLeaseMs) })
    deepEqual(await store.hosting.last(), tenure)
  },
  'a host that renews is not replaced': async ({ open }) => {
    const [first, second] = [await open(), await open()]
    const tenure = await acquire(first, 'first', atMs(0))
    equal(await whyNot(second, atMs(hostingLeaseMs - 1)), 'held')
    ok((await first.hosting.renew(tenure, atMs(9_000))).ok)
    equal(await whyNot(second, atMs(9_000 + hostingLeaseMs - 1)), 'held')
  },
  'a host that releases or closes is replaced at once': async ({ open }) => {
    const [first, second, third] = [await open(), await open(), await open()]
    await first.hosting.release(await acquire(first, 'first', atMs(0)))
    equal((await acquire(second, 'second', atMs(1))).number, 2)
    await second.close()
    equal((await acquire(third, 'third', atMs(2))).number, 3)
  },
  'a host that does not renew is taken over, and learns it': async ({ open }) => {
    const [first, second] = [await open(), await open()]
    const stale = await acquire(first, 'first', atMs(0))
    const tenure = await acquire(second, 'second', atMs(hostingLeaseMs))
    equal(tenure.number, 2)
    const renewal = await first.hosting.renew(stale, atMs(hostingLeaseMs + 1))
    equal(renewal.ok ? 'renewed' : renewal.why, 'taken-over')
    ok((await second.hosting.renew(tenure, atMs(hostingLeaseMs + 1))).ok)
  },
  'a host that was silent is named until it is gone': async ({ open }) => {
    const [first, second, third] = [await open(), await open(), await open()]
    const stale = await acquire(first, 'the first', atMs(0))
    const next = await acquire(second, 'second', atMs(hostingLeaseMs))
    equal(await second.hosting.replaced(), 'the first')
    await second.hosting.release(next)
    await acquire(third, 'third', atMs(hostingLeaseMs + 1))
    equal(await third.hosting.replaced(), 'the first')
    await first.hosting.release(stale)
    equal(await third.hosting.replaced(), undefined)
  },
  'a host that was taken over frees nothing when it goes': async ({ open }) => {
    const [first, second, third] = [await open(), await open(), await open()]
    const stale = await acquire(first, 'first', atMs(0))
    await acquire(second, 'second', atMs(hostingLeaseMs))
    await first.hosting.release(stale)
    equal(await whyNot(third, atMs(hostingLeaseMs + 1)), 'held')
    await first.close()
    equal(await whyNot(third, atMs(hostingLeaseMs + 1)), 'held')
  },
  'a host that was taken over can host again later': async ({ open }) => {
    const [first, second] = [await open(), await open()]
    await acquire(first, 'first', atMs(0))
    await acquire(second, 'second', atMs(hostingLeaseMs))
    equal(await whyNot(first, atMs(hostingLeaseMs + 1)), 'held')
    await second.close()
    equal((await acquire(first, 'first', atMs(hostingLeaseMs + 2))).number, 3)
  },
  'a late host that nobody replaced goes on': async ({ open }) => {
    const first = await open()
    const tenure = await acquire(first, 'first', atMs(0))
    ok((await first.hosting.renew(tenure, atMs(5 * hostingLeaseMs))).ok)
    equal((await acquire(first, 'first', atMs(9 * hostingLeaseMs))).number, 2)
  },
}

const start = parseInstant(1_700_000_000_000)

const atMs = (ms: number): Instant => {
  ok(start !== undefined)
  return later(start, ms)
}

const acquire = async (store: Store, host: string, now: Instant): Promise<Tenure> => {
  const outcome = await store.hosting.acquire(host, now)
  ok(outcome.ok, `${host} can host`)
  return outcome.value
}

const whyNot = async (store: Store, now: Instant): Promise<string> => {
  const outcome = await store.hosting.acquire('another', now)
  return outcome.ok ? 'accepted' : outcome.why
}
