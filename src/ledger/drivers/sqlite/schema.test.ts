// What a ledger's file is recognised by, and what is refused before anything is written.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Database } from './database.ts'
import { applicationId, closeDatabase, openDatabase } from './schema.ts'

let path = ''

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'firm-schema-')), 'ledger.db')
})

afterEach(() => {
  rmSync(join(path, '..'), { recursive: true })
})

const pragma = (database: Database, name: string): unknown =>
  database.prepare(`PRAGMA ${name}`).row()?.[0]

describe('the file of a ledger', () => {
  it('says in its header what it is and which format it has', async () => {
    const database = await openDatabase(path)
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    const header = readFileSync(path)
    expect(header.toString('latin1', 68, 72)).toBe('Firm')
    expect(header.readUInt32BE(60)).toBe(1)
    expect(applicationId).toBe(header.readUInt32BE(68))
    database.close()
  })

  it('is written ahead and flushed at every commit', async () => {
    const database = await openDatabase(path)
    expect(pragma(database, 'journal_mode')).toBe('wal')
    expect(pragma(database, 'synchronous')).toBe(2)
    database.close()
  })

  it('of a later format is refused in words and left alone', async () => {
    const later = await openDatabase(path)
    later.exec('PRAGMA user_version = 2; PRAGMA wal_checkpoint(TRUNCATE)')
    later.close()
    const before = readFileSync(path)
    await expect(openDatabase(path)).rejects.toMatchObject({
      code: 'newer-ledger',
      message: `${path} has format 2, and this program knows formats up to 1`,
      hint: 'Update Firm to the version that wrote it; nothing was changed.',
    })
    expect(readFileSync(path)).toEqual(before)
  })

  it('of another program is refused and left alone', async () => {
    const other = new Database(path)
    other.exec('CREATE TABLE recipes (name TEXT)')
    other.close()
    const before = readFileSync(path)
    await expect(openDatabase(path)).rejects.toMatchObject({ code: 'not-a-ledger' })
    expect(readFileSync(path)).toEqual(before)
  })

  it('that is no database is refused and left alone', async () => {
    writeFileSync(path, 'no database at all, '.repeat(20))
    await expect(openDatabase(path)).rejects.toMatchObject({ code: 'database-damaged' })
    expect(readFileSync(path, 'utf8')).toBe('no database at all, '.repeat(20))
  })

  it('is made once, however many open it at the same time', async () => {
    const opened = await Promise.all(Array.from({ length: 8 }, () => openDatabase(path)))
    for (const database of opened) {
      expect(pragma(database, 'user_version')).toBe(1)
      database.close()
    }
  })
})

describe('a closed ledger', () => {
  const made = async (name: string): Promise<Database> => {
    const database = await openDatabase(path)
    database.prepare('INSERT INTO marks VALUES (?, 1)').run(name)
    return database
  }

  it('stands alone in its file at once', async () => {
    closeDatabase(await made('first'))
    expect(readdirSync(join(path, '..'))).toEqual(['ledger.db'])
  })

  it('that another has open stays readable for it', async () => {
    const first = await made('first')
    const second = await made('second')
    closeDatabase(first)
    expect(second.prepare('SELECT count(*) FROM marks').row()).toEqual([2])
    closeDatabase(second)
  })
})
