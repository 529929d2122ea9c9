// The walk of the chain: whatever is done to a ledger, the first event that does not fit is named.
import { describe, expect, it } from 'vitest'
import { hashOf } from '../base/index.ts'
import { encodeAnchor, parseAnchor } from './anchor.ts'
import { createMemoryStorage, openMemoryStore } from './drivers/memory/index.ts'
import { type Anchor, anchorOf, chainBodies, emptyAnchor, type Entry } from './entry.ts'
import { verify } from './verify.ts'

const entries = chainBodies(
  emptyAnchor,
  Array.from({ length: 9 }, (_, index) => `{"n":${index}}`),
)
const anchor = anchorOf(entries)

const verdictOn = async (changed: readonly Entry[], against?: Anchor): Promise<string> => {
  const storage = { ...createMemoryStorage(), entries: [...changed] }
  const verdict = await verify(openMemoryStore(storage), against)
  return verdict.ok ? verdict.against : `${verdict.why} ${verdict.position}`
}

const replaceAt = (position: number, change: (entry: Entry) => Entry): Entry[] =>
  entries.map((entry) => (entry.position === position ? change(entry) : entry))

const renumbered = (changed: readonly Entry[]): Entry[] =>
  changed.map((entry, index) => ({ ...entry, position: index + 1 }))

const without = (position: number): Entry[] => entries.filter((it) => it.position !== position)

const swapped = (): Entry[] => {
  const [first, second, third, ...rest] = entries
  return [first, third, second, ...rest].filter((entry) => entry !== undefined)
}

describe('verifying', () => {
  it.each<[string, readonly Entry[], string]>([
    ['an untouched ledger', entries, 'itself'],
    ['an empty ledger', [], 'itself'],
    ['a changed body', replaceAt(4, (it) => ({ ...it, body: '{"n":4}' })), 'changed 4'],
    ['a changed hash', replaceAt(4, (it) => ({ ...it, hash: hashOf('x') })), 'changed 4'],
    ['a changed position', replaceAt(4, (it) => ({ ...it, position: 5 })), 'missing 4'],
    ['an event removed', without(3), 'missing 3'],
    ['an event removed, the rest renumbered', renumbered(without(3)), 'changed 3'],
    ['the first event removed, the rest renumbered', renumbered(without(1)), 'changed 1'],
    ['two events swapped, with their positions', swapped(), 'missing 2'],
    ['two events swapped and renumbered', renumbered(swapped()), 'changed 2'],
    ['an event repeated', renumbered([...entries.slice(0, 3), ...entries.slice(2)]), 'changed 4'],
    ['a tail cut, which nothing in the ledger shows', entries.slice(0, 5), 'itself'],
  ])('names the first event of %s', async (_name, changed, expected) => {
    expect(await verdictOn(changed)).toBe(expected)
  })

  it.each<[string, readonly Entry[], string]>([
    ['an untouched ledger', entries, 'anchor'],
    ['a longer ledger', [...entries, ...chainBodies(anchor, ['"later"'])], 'anchor'],
    ['a tail cut', entries.slice(0, 5), 'missing 6'],
    ['everything cut', [], 'missing 1'],
    ['a rewritten past', chainBodies(emptyAnchor, Array(9).fill('{}')), 'not-the-anchored 9'],
  ])('against an anchor judges %s', async (_name, changed, expected) => {
    expect(await verdictOn(changed, anchor)).toBe(expected)
  })

  it('says what it could hold the ledger against', async () => {
    const store = openMemoryStore({ ...createMemoryStorage(), entries: [...entries] })
    const messages = [await verify(store), await verify(store, anchor)].map((it) => it.message)
    expect(messages).toMatchInlineSnapshot(`
      [
        "9 events, consistent with itself; an anchor would also show a rewritten or cut past",
        "9 events, and the first 9 are those of the anchor",
      ]
    `)
  })
})

describe('an anchor', () => {
  it('comes back from its text', () => {
    expect(parseAnchor(encodeAnchor(anchor))).toEqual({ ok: true, value: anchor })
  })

  it.each([
    ['', 'this is no anchor: it is not a JSON object'],
    ['[1]', 'this is no anchor: it is not a JSON object'],
    ['{"hash":"ab"}', 'this is no anchor: its position is undefined, not a whole number from 0'],
    ['{"position":-1}', 'this is no anchor: its position is -1, not a whole number from 0'],
    ['{"position":1,"hash":"AB"}', 'this is no anchor: its hash is not 64 lower-case hex digits'],
  ])('is refused in words where it is %j', (text, message) => {
    expect(parseAnchor(text)).toMatchObject({ ok: false, why: 'not-an-anchor', message })
  })
})
