/** The part of the store's exam on appending: all or none, durable, fenced. */
import { deepEqual, equal } from 'node:assert/strict'
import {
  anchorOf,
  chainBodies,
  emptyAnchor,
  openBook,
  type Store,
  verify,
} from '../ledger/index.ts'
import type { Exam } from './exam.ts'
import { readAll } from './read-all.ts'

/** The cases on appending. */
export const appendExam: Exam<Store> = {
  'a new ledger is empty': async ({ open }) => {
    const store = await open()
    deepEqual(await store.tip(), emptyAnchor)
    deepEqual(await readAll(store), [])
  },
  'what was appended stands at the next positions': async ({ open }) => {
    const store = await open()
    const entries = chainBodies(emptyAnchor, ['1', '2', '3'])
    deepEqual(await store.append(0, entries), { ok: true, value: anchorOf(entries) })
    deepEqual(await store.tip(), anchorOf(entries))
    deepEqual(await readAll(store), entries)
  },
  'an append at a wrong position is refused and writes nothing': async ({ open }) => {
    const store = await open()
    const entries = chainBodies(emptyAnchor, ['1', '2'])
    await store.append(0, entries)
    for (const expected of [0, 1, 3]) {
      const wrong = chainBodies({ ...emptyAnchor, position: expected }, ['"wrong"'])
      const outcome = await store.append(expected, wrong)
      equal(outcome.ok ? 'accepted' : outcome.why, 'position-taken')
    }
    deepEqual(await readAll(store), entries)
  },
  'of two stores that append at one position, one succeeds': async ({ open }) => {
    const [left, right] = [await open(), await open()]
    const outcomes = await Promise.all([
      left.append(0, chainBodies(emptyAnchor, ['"left"'])),
      right.append(0, chainBodies(emptyAnchor, ['"right"'])),
    ])
    equal(outcomes.filter((outcome) => outcome.ok).length, 1)
    deepEqual(await left.tip(), await right.tip())
    equal((await readAll(right)).length, 1)
  },
  'what was acknowledged is there when the ledger is opened again': async ({ open }) => {
    const store = await open()
    const entries = chainBodies(emptyAnchor, ['{"a":1}', '{"a":2}'])
    await store.append(0, entries)
    await store.close()
    const again = await open()
    deepEqual(await readAll(again), entries)
    deepEqual(await again.tip(), anchorOf(entries))
  },
  'any canonical JSON comes back byte for byte': async ({ open }) => {
    const store = await open()
    const entries = chainBodies(emptyAnchor, strangeBodies)
    await store.append(0, entries)
    deepEqual(await readAll(store), entries)
    deepEqual(await verify(store).then(({ ok }) => ok), true)
  },
  'sixty-four callers of a book leave one chain': async ({ open }) => {
    const book = await openBook(await open())
    const callers = Array.from({ length: 64 }, async (_, caller) => {
      for (let turn = 0; turn < 4; turn += 1) await book.append([`[${caller},${turn}]`]).durable
    })
    await Promise.all(callers)
    const store = await open()
    deepEqual(await verify(store, book.durable).then(({ ok }) => ok), true)
    equal((await store.tip()).position, 256)
  },
}

const strangeBodies: readonly string[] = [
  '{}',
  '""',
  'null',
  JSON.stringify('\0\u0001\n\r\t\u2028\u2029 " \\ / , , ,\n'),
  JSON.stringify('ä € 🜁 \u00ff \ufffd \ufeff'),
  JSON.stringify('\ud800 alone'),
  JSON.stringify({ large: 'x'.repeat(1_000_000) }),
  JSON.stringify(Array.from({ length: 2000 }, (_, index) => `${index},\\n`)),
]
