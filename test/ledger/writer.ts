/** A process that writes to a ledger until it is killed, and says on standard output what it was told is durable. */
import { writeSync } from 'node:fs'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'
import { BookStoppedError, openBook } from '../../src/ledger/index.ts'

const [path = '', name = '', countText = '1000000'] = process.argv.slice(2)
const store = await openSqliteStore(path)
let book = await openBook(store)
let number = 0

/** Appends the next event; when another process was first, the book is opened again and the same event tried. */
const appendNext = async (body: string): Promise<void> => {
  try {
    await book.append([body]).durable
  } catch (error) {
    if (!(error instanceof BookStoppedError) || error.code !== 'book-fenced') throw error
    book = await openBook(store)
    await appendNext(body)
  }
}

while (number < Number(countText)) {
  number += 1
  await appendNext(JSON.stringify({ by: name, number }))
  writeSync(1, `${name} ${number}\n`)
}
await store.close()
