// A damaged ledger file: whatever byte was changed, either nothing was lost or the first bad event is named.
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FirmError, seededRandom } from '../../../base/index.ts'
import { readAll } from '../../../testing/read-all.ts'
import { anchorOf, chainBodies, type Entry, type Store, verify } from '../../index.ts'
import { Database } from './database.ts'
import { openSqliteStore } from './index.ts'

let folder = ''
let whole = ''
let entries: readonly Entry[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'firm-damage-'))
  whole = join(folder, 'whole.db')
  const store = await openSqliteStore(whole)
  const random = seededRandom(5, 'groups')
  while (entries.length < 120) {
    const bodies = Array.from({ length: 1 + random.integer(20) }, (_, index) =>
      JSON.stringify({
        by: 'eve',
        n: entries.length + index,
        plan: 'ä'.repeat(random.integer(60)),
      }),
    )
    const group = chainBodies(anchorOf(entries), bodies)
    await store.append(entries.length, group)
    entries = [...entries, ...group]
  }
  await store.close()
  withSql('PRAGMA wal_checkpoint(TRUNCATE)')(whole)
})

afterAll(() => rmSync(folder, { recursive: true }))

/** What verify says of a copy to which something was done, and what can still be read of it. */
const judge = async (
  damage: (path: string) => void,
): Promise<{ verdict: string; read: readonly Entry[] }> => {
  const path = join(mkdtempSync(join(folder, 'copy-')), 'ledger.db')
  copyFileSync(whole, path)
  damage(path)
  let store: Store | undefined
  try {
    store = await openSqliteStore(path)
    const verdict = await verify(store, anchorOf(entries))
    const read = verdict.ok ? await readAll(store) : []
    return { verdict: verdict.ok ? 'whole' : `${verdict.why} ${verdict.position}`, read }
  } catch (error) {
    if (error instanceof FirmError) return { verdict: error.code, read: [] }
    throw error
  } finally {
    await store?.close()
    rmSync(join(path, '..'), { recursive: true })
  }
}

const withSql = (sql: string) => (path: string) => {
  const database = new Database(path)
  database.exec(sql)
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
}

describe('a damaged file', () => {
  it('with any one byte changed is whole, or its first bad event is named, or it is refused', async () => {
    const bytes = readFileSync(whole)
    const random = seededRandom(Number(process.env.SEED ?? 3), 'bytes')
    const seen: string[] = []
    for (let round = 0; round < 400; round += 1) {
      const at = random.integer(bytes.length)
      const flip = 1 << random.integer(8)
      const { verdict, read } = await judge((path) => {
        const changed = Buffer.from(bytes)
        changed.writeUInt8((changed[at] ?? 0) ^ flip, at)
        writeFileSync(path, changed)
      })
      const isSame = isDeepStrictEqual(read, entries)
      seen.push(verdict === 'whole' && !isSame ? `byte ${at} with ${flip} goes unseen` : verdict)
    }
    expect(
      seen.filter(
        (it) => !/^(whole|(changed|missing|damaged) \d+|(database|newer|not-a)-.*)$/.test(it),
      ),
    ).toEqual([])
    expect(seen.filter((it) => it.startsWith('changed')).length).toBeGreaterThan(50)
  })

  it('that was cut is named', async () => {
    const { length } = readFileSync(whole)
    const { verdict } = await judge((path) => truncateSync(path, length - 8192))
    expect(verdict).toMatch(/^(damaged|database-damaged)/)
  })

  it.each<[string, string, string]>([
    ['a group removed', 'DELETE FROM groups WHERE first > 1 AND first < 30', 'damaged'],
    [
      'the last group removed',
      'DELETE FROM groups WHERE first = (SELECT max(first) FROM groups)',
      'missing',
    ],
    [
      'a group moved',
      'UPDATE groups SET first = first + 1 WHERE first = (SELECT max(first) FROM groups)',
      'damaged',
    ],
    [
      'bytes that are no UTF-8',
      "UPDATE groups SET bodies = CAST(x'22ff22' AS TEXT) WHERE first = 1",
      '',
    ],
    [
      'a hash that is cut',
      'UPDATE groups SET hashes = substr(hashes, 1, 31) WHERE first = 1',
      'damaged 1',
    ],
    [
      'a NUL in a body',
      "UPDATE groups SET bodies = CAST(x'220022' AS TEXT) || bodies WHERE first = 1",
      'changed 1',
    ],
    [
      'a line break in a body',
      'UPDATE groups SET bodies = char(10,10) || bodies WHERE first = 1',
      'changed 1',
    ],
    [
      'an event too many',
      "UPDATE groups SET bodies = bodies || ',' || char(10) || '{}' WHERE first = 1",
      'damaged',
    ],
  ])('with %s is named', async (_name, sql, expected) => {
    const { verdict } = await judge(withSql(sql))
    expect(verdict).not.toBe('whole')
    expect(verdict).toMatch(new RegExp(`^${expected}`))
  })
})
