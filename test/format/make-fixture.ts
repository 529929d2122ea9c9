/** `npm run fixture`: makes the fixture of format 1 anew. Once the format is frozen, nobody runs it any more. */
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { encodeCanonical, type Hash, hashOf, parseInstant, present } from '../../src/base/index.ts'
import { encodeEvent, openRecollection, openState } from '../../src/host/index.ts'
import { encodeState, stateFormat } from '../../src/kernel/index.ts'
import { openFolderContent } from '../../src/ledger/drivers/folder/index.ts'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'
import { encodeReference, inlineFactBytesMax, openBook } from '../../src/ledger/index.ts'
import { chronicle } from './chronicle.ts'
import { digestOf, type Expected, fixtureFolder, placesIn } from './fixture.ts'

const places = placesIn(fixtureFolder)
const erasedAt = present(parseInstant(Date.UTC(2026, 0, 5, 10)), 'the instant of the erasure')

/** Content of the firm's own, of somebody who is kept, and of somebody who was erased. */
const makeContent = async (): Promise<{
  readonly large: { readonly name: Hash; readonly bytes: number }
  readonly kept: Expected['content']
  readonly erased: readonly Hash[]
}> => {
  let saltCount = 0
  const salts = (): Uint8Array => Buffer.from(hashOf(`salt ${(saltCount += 1)}`), 'hex')
  const content = await openFolderContent(places.content, salts)
  const kept: { [name: string]: Hash } = {}
  const put = async (text: string, subject?: string): Promise<Hash> => {
    const bytes = new TextEncoder().encode(encodeCanonical(text))
    const name = await content.put(bytes, subject)
    if (subject !== 'grace') kept[name] = hashOf(bytes)
    return name
  }
  const text = 'a line of a long commit message\n'.repeat(600)
  const large = { name: await put(text), bytes: encodeCanonical(text).length }
  if (large.bytes <= inlineFactBytesMax) throw new Error('what is large goes to content')
  await put('born 1815', 'ada')
  const erased = [await put('born 1906', 'grace')]
  await content.erase('grace', { by: 'boss', at: erasedAt })
  await content.close()
  return { large, kept, erased }
}

const groupCount = 12

const make = async (): Promise<void> => {
  await rm(fixtureFolder, { recursive: true, force: true })
  await mkdir(fixtureFolder, { recursive: true })
  const { large, kept, erased } = await makeContent()
  const bodies = chronicle(encodeReference(large)).map(encodeEvent)
  const store = await openSqliteStore(places.ledger)
  const book = await openBook(store)
  for (let from = 0; from < bodies.length; from += groupCount) {
    await book.append(bodies.slice(from, from + groupCount)).durable
  }
  const recollection = openRecollection({ tokensMax: 1_000, countTokens: (text) => text.length })
  const state = await openState(store, recollection)
  const { position, hash } = book.durable
  const format = `${stateFormat}, then ${recollection.format}`
  const body = `${encodeState(state)}\n${recollection.encode()}`
  await store.snapshots.keep({ format, position, hash, body })
  await store.close()
  const expected: Expected = {
    anchor: { position, hash },
    ...digestOf(state),
    content: kept,
    erased,
  }
  await writeFile(places.expected, `${JSON.stringify(expected, undefined, 2)}\n`)
  const { size } = await stat(places.ledger)
  console.log(`${position} events, ${size} bytes, ${hash}`)
}

await make()
