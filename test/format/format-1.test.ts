// A ledger of format 1 as an earlier program left it: it is read, verified, replayed to the same firm, and goes on.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Hash, hashOf, noFaults, parseHash, present } from '../../src/base/index.ts'
import {
  decodeEvent,
  encodeEvent,
  openHost,
  openRecollection,
  openState,
} from '../../src/host/index.ts'
import { emptyState, evolve, stateFormat } from '../../src/kernel/index.ts'
import { openFolderContent } from '../../src/ledger/drivers/folder/index.ts'
import {
  applicationId,
  ledgerFormat,
  openSqliteStore,
} from '../../src/ledger/drivers/sqlite/index.ts'
import { type Content, type Entry, type Store, verify } from '../../src/ledger/index.ts'
import { sentenceOf } from '../../src/memory/index.ts'
import { readAll } from '../../src/testing/read-all.ts'
import { simulatedClock } from '../../src/testing/simulated-clock.ts'
import { digestOf, type Expected, fixtureFolder, placesIn } from './fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'firm format-'))
const copy = join(folder, 'copy')
const places = placesIn(copy)
const expected: Expected = JSON.parse(readFileSync(placesIn(fixtureFolder).expected, 'utf8'))
let store: Store
let content: Content
let entries: readonly Entry[]

beforeAll(async () => {
  cpSync(fixtureFolder, copy, { recursive: true })
  store = await openSqliteStore(places.ledger)
  content = await openFolderContent(places.content, () => new Uint8Array(32))
  entries = await readAll(store)
})
afterAll(async () => {
  await store.close()
  await content.close()
  rmSync(folder, { recursive: true, force: true })
})

const recollection = (): ReturnType<typeof openRecollection> =>
  openRecollection({ tokensMax: 1_000, countTokens: (text) => text.length })

/** Every type of event that the kernel's own files name. */
const typesInKernel = (): readonly string[] => {
  const kernel = new URL('../../src/kernel/', import.meta.url)
  const files = readdirSync(kernel).filter((name) => /^(?:.*-)?event\.ts$/.test(name))
  const texts = files.map((name) => readFileSync(new URL(name, kernel), 'utf8'))
  return texts
    .flatMap((text) => [...text.matchAll(/^ {2}readonly type: (.*)$/gm)])
    .flatMap(([, types = '']) => [...types.matchAll(/'([a-z-]+)'/g)].map(([, type = '']) => type))
    .toSorted()
}

test('its file says whose it is and of which format, where every program of SQLite looks', () => {
  const header = readFileSync(placesIn(fixtureFolder).ledger).subarray(0, 100)
  expect(header.readUInt32BE(68)).toBe(applicationId)
  expect(header.readUInt32BE(60)).toBe(1)
  expect(ledgerFormat).toBe(1)
})

/** Types that came after the format was frozen; what is written with them is of a later one. */
const laterTypes: readonly string[] = []

test('it holds an event of every type that the kernel could write when the format was frozen', () => {
  const held = new Set(entries.map(({ body }) => decodeEvent(body).type as string))
  expect(held.size).toBeGreaterThan(40)
  const types = typesInKernel().filter((type) => !laterTypes.includes(type))
  expect(types.toSorted()).toEqual([...held].toSorted())
})

test('its chain fits, and its events are written today as they were', async () => {
  const { position, hash } = expected.anchor
  const anchor = { position, hash: present(parseHash(hash), 'an anchor has a hash') }
  expect(await verify(store, anchor)).toMatchObject({ ok: true, tip: { position } })
  for (const { body } of entries) expect(encodeEvent(decodeEvent(body))).toBe(body)
})

test('each of its events can be told in a sentence', () => {
  const state = emptyState()
  const untold = entries.filter(({ body }) => {
    const event = decodeEvent(body)
    evolve(state, event)
    return !/^.{5,}\.$/s.test(sentenceOf(event))
  })
  expect(untold.map(({ body }) => body)).toEqual([])
})

test('it replays to the same firm, from its beginning and from the snapshot that it brings', async () => {
  const fresh = emptyState()
  for (const { body } of entries) evolve(fresh, decodeEvent(body))
  const opened = await openState(store, recollection())
  for (const state of [fresh, opened]) {
    const { state: digest, stateFormat: format, ...seen } = digestOf(state)
    const { status, standing, open } = expected
    // A later kernel may keep its state in another shape; what it says of the firm may not differ.
    const state1 = format === expected.stateFormat ? expected.state : digest
    // What later programs say besides: nobody had windows then.
    const status1 = Object.assign({ windows: [] }, status)
    expect({ ...seen, state: digest }).toEqual({ status: status1, standing, open, state: state1 })
  }
})

test('its snapshot is taken up by the kernel that made it, and dropped by any other', async () => {
  const format = `${stateFormat}, then ${recollection().format}`
  const kept = await store.snapshots.latest(format)
  expect(kept?.position).toBe(
    stateFormat === expected.stateFormat ? expected.anchor.position : undefined,
  )
})

test('its content is read by name, and what was erased says by whom', async () => {
  const names = Object.entries(expected.content)
  expect(names.length).toBeGreaterThan(1)
  for (const [name, hash] of names) {
    const read = await content.get(name as Hash)
    expect(read.ok && hashOf(read.value)).toBe(hash)
  }
  for (const name of expected.erased) {
    expect(await content.get(name as Hash)).toMatchObject({
      ok: false,
      why: 'erased',
      message: expect.stringContaining('boss'),
    })
  }
})

test('it goes on: a host opens it, writes, and all of it still fits', async () => {
  const opened = await openHost({
    name: 'a later host',
    process: 1,
    store,
    content,
    clock: simulatedClock(),
    faults: noFaults,
    staff: {
      minds: new Map(),
      schemaOf: () => undefined,
      unfenced: new Set(),
      variablesOf: () => ({}),
    },
    environments: new Map(),
    scratches: new Map(),
    recollection: recollection(),
    told: () => undefined,
  })
  if (!opened.ok) throw new Error(opened.message)
  const { host, close } = opened.value
  const said = { type: 'note-observation', by: 'rob', about: 'the format', data: null } as const
  expect(await host.submit({ ...said, text: 'it is read for ever' })).toMatchObject({ ok: true })
  await close()
  const tip = await store.tip()
  expect(tip.position).toBeGreaterThan(expected.anchor.position)
  expect(await verify(store)).toMatchObject({ ok: true, tip: { position: tip.position } })
  expect((await openState(store, recollection())).position).toBe(tip.position)
})
