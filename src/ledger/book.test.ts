// The book: order, grouping, durability, and what follows a failed append.
import { describe, expect, it } from 'vitest'
import { FirmError } from '../base/index.ts'
import { BookStoppedError, openBook } from './book.ts'
import { createMemoryStorage, openMemoryStore } from './drivers/memory/index.ts'
import { emptyAnchor, type Entry } from './entry.ts'
import type { Store } from './store.ts'
import { verify } from './verify.ts'

const collect = async (batches: AsyncIterable<readonly Entry[]>): Promise<Entry[]> => {
  const entries: Entry[] = []
  for await (const batch of batches) entries.push(...batch)
  return entries
}

/** A store whose appends wait until the test lets them go. */
const gatedStore = (): { store: Store; sizes: number[]; open: () => void; fail: () => void } => {
  const inner = openMemoryStore()
  const sizes: number[] = []
  let failing = false
  let release = (): void => undefined
  let gate = new Promise<void>((resolve) => (release = resolve))
  const append: Store['append'] = async (expected, entries) => {
    sizes.push(entries.length)
    await gate
    if (failing) throw new FirmError('disk-full', 'the disk is full', { hint: 'Free some space.' })
    return inner.append(expected, entries)
  }
  const open = (): void => {
    release()
    gate = Promise.resolve()
  }
  const fail = (): void => {
    failing = true
    open()
  }
  return { store: { ...inner, append }, sizes, open, fail }
}

const turnOfTheLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('the book', () => {
  it.each(['\n', '\r', '\0'])('takes no event that is not on one line: %j in it', async (found) => {
    const book = await openBook(openMemoryStore())
    expect(() => book.append(['"a"', `"b${found}"`])).toThrow('on one line')
    expect(book.position).toBe(0)
  })

  it('gives places at once, in the order of the calls', async () => {
    const book = await openBook(openMemoryStore())
    const first = book.append(['"a"', '"b"'])
    const second = book.append(['"c"'])
    expect(first.entries.map((entry) => entry.position)).toEqual([1, 2])
    expect(second.entries.map((entry) => entry.position)).toEqual([3])
    expect(book.position).toBe(3)
    expect(book.hash).toBe(second.entries[0]?.hash)
    expect(book.durable).toEqual(emptyAnchor)
    await second.durable
    expect(book.durable.position).toBe(3)
  })

  it('acknowledges nothing before the store has it', async () => {
    const { store, open } = gatedStore()
    const book = await openBook(store)
    const order: string[] = []
    const acknowledged = book.append(['1']).durable.then(() => order.push('acknowledged'))
    await turnOfTheLoop()
    await turnOfTheLoop()
    order.push('released')
    open()
    await acknowledged
    expect(order).toEqual(['released', 'acknowledged'])
  })

  it('commits what gathers while the disk is busy in one group', async () => {
    const { store, sizes, open } = gatedStore()
    const book = await openBook(store)
    const first = book.append(['1'])
    await turnOfTheLoop()
    const later = [2, 3, 4].map((value) => book.append([`${value}`]).durable)
    open()
    await Promise.all([first.durable, ...later])
    expect(sizes).toEqual([1, 3])
  })

  it('never parts the events of one call', async () => {
    const { store, sizes, open } = gatedStore()
    const book = await openBook(store, { commitCountMax: 2 })
    open()
    book.append(['1'])
    book.append(['2', '3', '4'])
    book.append(['5'])
    await book.settled()
    expect(sizes).toEqual([1, 3, 1])
  })

  it('rejects everything that followed a failed append and says what to do', async () => {
    const { store, fail } = gatedStore()
    const book = await openBook(store)
    const lost = [book.append(['1']), book.append(['2'])]
    await turnOfTheLoop()
    lost.push(book.append(['3']))
    fail()
    const outcomes = await Promise.allSettled(lost.map(({ durable }) => durable))
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(() => book.append(['4'])).toThrow(BookStoppedError)
    expect(book.failure?.message).toMatchInlineSnapshot(
      `"the book stopped after position 0: the disk is full"`,
    )
    expect(book.failure?.hint).toMatchInlineSnapshot(
      `"Free some space. Then drop the state and open the book again: what was acknowledged is there."`,
    )
    await expect(book.settled()).rejects.toThrow(BookStoppedError)
  })

  it('of two books on one ledger, the one that writes second is fenced', async () => {
    const storage = createMemoryStorage()
    const early = await openBook(openMemoryStore(storage))
    const late = await openBook(openMemoryStore(storage))
    await early.append(['"mine"']).durable
    await expect(late.append(['"theirs"']).durable).rejects.toMatchObject({ code: 'book-fenced' })
    const again = await openBook(openMemoryStore(storage))
    await again.append(['"theirs"']).durable
    expect((await collect(again.read(0))).map(({ body }) => body)).toEqual(['"mine"', '"theirs"'])
  })

  it('reads only what is durable', async () => {
    const { store, open } = gatedStore()
    const book = await openBook(store)
    const { durable } = book.append(['1'])
    expect(await collect(book.read(0))).toEqual([])
    open()
    await durable
    expect(await collect(book.read(0))).toHaveLength(1)
  })

  it('a later book continues the chain of an earlier one', async () => {
    const storage = createMemoryStorage()
    const early = await openBook(openMemoryStore(storage))
    await early.append(['1', '2']).durable
    const late = await openBook(openMemoryStore(storage))
    expect({ position: late.position, hash: late.hash }).toEqual(early.durable)
    await late.append(['3']).durable
    expect(await verify(openMemoryStore(storage))).toMatchObject({ ok: true, against: 'itself' })
  })

  it('refuses an event that is not on one line', async () => {
    const book = await openBook(openMemoryStore())
    expect(() => book.append(['{}', '{\n}'])).toThrow('on one line')
    expect(book.position).toBe(0)
  })
})
