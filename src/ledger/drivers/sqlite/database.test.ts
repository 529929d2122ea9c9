// The adapter of libsql: each known fault of that library is met here, so that no other file need know of it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BrokenPromiseError } from '../../../base/index.ts'
import { Database, textIn } from './database.ts'

let folder = ''
let database: Database

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firm-database-'))
  database = new Database(join(folder, 'a.db'), 0)
  database.exec('CREATE TABLE things (number INTEGER PRIMARY KEY, bytes BLOB, text TEXT) STRICT')
})

afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

/** Calls as a program without types would. */
const bindLoosely = (...bound: readonly unknown[]): unknown => {
  const statement = database.prepare('SELECT ?')
  return Reflect.apply(statement.row, undefined, bound)
}

describe('binding', () => {
  it.each<[string, unknown]>([
    ['a boolean', true],
    ['a date', new Date(0)],
    ['a plain object', { text: 1 }],
    ['an array of bytes that is no buffer', new Uint8Array([1])],
    ['an array', [1]],
    ['undefined', undefined],
    ['a number that is none', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['text with a NUL, which would be cut', 'a\0b'],
    ['text with half a surrogate pair, which would be replaced', '\ud800'],
    ['a function', () => 1],
  ])('%s is refused before libsql sees it', (_name, value) => {
    expect(() => bindLoosely(value)).toThrow(BrokenPromiseError)
  })

  it.each<[string, unknown, unknown]>([
    ['text', 'ä🜁', 'ä🜁'],
    ['a number', 1.5, 1.5],
    ['a large integer', 2n ** 53n - 1n, 2 ** 53 - 1],
    ['null alone', null, null],
    ['a buffer alone', Buffer.from([0, 255]), Buffer.from([0, 255])],
    ['an empty buffer', Buffer.alloc(0), Buffer.alloc(0)],
  ])('%s comes back as it went', (_name, value, expected) => {
    expect(bindLoosely(value)).toEqual([expected])
  })

  it('a missing parameter is refused instead of becoming NULL', () => {
    expect(() => bindLoosely()).toThrow('1 parameters are bound')
  })

  it('a parameter too many is refused instead of being dropped', () => {
    expect(() => bindLoosely(1, 2)).toThrow('1 parameters are bound')
  })
})

describe('statements', () => {
  it('two statements in one are refused instead of the second being dropped', () => {
    expect(() => database.prepare('SELECT 1; SELECT 2')).toThrow('one statement at a time')
  })

  it('a row is its columns and nothing else', () => {
    database.prepare('INSERT INTO things VALUES (?, ?, ?)').run(1, Buffer.from('b'), 't')
    const row = database.prepare('SELECT * FROM things').row()
    expect(row).toEqual([1, Buffer.from('b'), 't'])
    expect(database.prepare('SELECT * FROM things WHERE number = ?').row(2)).toBeUndefined()
  })

  it('a pragma answers a row', () => {
    expect(database.prepare('PRAGMA user_version').row()).toEqual([0])
  })

  it('bytes that are not UTF-8 are read as a blob, where libsql would abort on text', () => {
    const row = database.prepare("SELECT CAST(CAST(x'61ff' AS TEXT) AS BLOB)").row()
    expect(row).toEqual([Buffer.from([0x61, 0xff])])
    expect(textIn(row ?? [], 0)).toBe('a\ufffd')
  })

  it('a closed connection is refused in words', () => {
    const statement = database.prepare('SELECT 1')
    database.close()
    expect(() => statement.row()).toThrow('is open')
    expect(() => database.exec('SELECT 1')).toThrow('is open')
    expect(() => database.close()).not.toThrow()
  })
})

describe('transactions', () => {
  const insert = (number: number): number =>
    database.prepare('INSERT INTO things VALUES (?, NULL, NULL)').run(number)
  const count = (): unknown => database.prepare('SELECT count(*) FROM things').row()?.[0]

  it('a transaction that throws leaves nothing', () => {
    expect(() =>
      database.transaction(() => {
        insert(1)
        throw new RangeError('no')
      }),
    ).toThrow(RangeError)
    expect(count()).toBe(0)
  })

  it('a transaction within another is refused, and the outer one is undone', () => {
    expect(() =>
      database.transaction(() => {
        insert(1)
        database.transaction(() => insert(2))
      }),
    ).toThrow('transactions are not nested')
    expect(count()).toBe(0)
  })

  it('a full disk leaves nothing half done, and the next write that fits succeeds', () => {
    database.exec('PRAGMA max_page_count = 4')
    const fill = (): void =>
      database.transaction(() => {
        for (let number = 1; number < 3; number += 1) {
          database
            .prepare('INSERT INTO things VALUES (?, ?, NULL)')
            .run(number, Buffer.alloc(20_000))
        }
      })
    expect(fill).toThrow(expect.objectContaining({ code: 'database-full' }))
    expect(count()).toBe(0)
    expect(insert(1)).toBe(1)
  })

  it('the lock of another connection is an error in words', () => {
    const other = new Database(database.path, 0)
    other.transaction(() => {
      expect(() => database.transaction(() => insert(1))).toThrow(
        expect.objectContaining({ code: 'database-busy' }),
      )
    })
    other.close()
  })
})

describe('opening', () => {
  it('a folder that is not there is an error that names path and mend', () => {
    expect(() => new Database(join(folder, 'missing', 'a.db'))).toThrow(
      expect.objectContaining({
        code: 'database-unreachable',
        hint: 'See that its folder exists, that this user may use it, and that the disk is there and has room.',
      }),
    )
  })
})
