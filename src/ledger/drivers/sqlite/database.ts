/// <reference lib="es2024.string" />
/** One SQLite connection: the only file that touches libsql, so that its faults are met in one place. */
import { isAscii } from 'node:buffer'
import Libsql from 'libsql'
import { assert, present } from '../../../base/index.ts'
import { fromSqliteError } from './database-error.ts'

/** What may be bound. Anything else would abort the process or be stored as something else. */
export type Bound = string | number | bigint | null | Buffer

/** A cell as it is read. */
export type Cell = string | number | null | Buffer

/** A prepared statement whose parameters are all anonymous (`?`). */
export interface Statement {
  /** Runs it; the answer is how many rows changed. */
  readonly run: (...bound: readonly Bound[]) => number
  /** The first row, or undefined. */
  readonly row: (...bound: readonly Bound[]) => readonly Cell[] | undefined
  readonly rows: (...bound: readonly Bound[]) => readonly (readonly Cell[])[]
}

/** How long a connection waits for the lock of another before it gives up. */
export const busyTimeoutMs = 5_000

/** A connection to one SQLite file. Text is read only as blobs: libsql aborts on bytes that are not UTF-8. */
export class Database {
  readonly path: string
  readonly #connection: Libsql.Database
  readonly #statements = new Map<string, Statement>()
  #isOpen = true

  constructor(path: string, timeoutMs: number = busyTimeoutMs) {
    this.path = path
    this.#connection = this.#translate(() => new Libsql(path, { timeout: timeoutMs }))
  }

  /** Whether it has not been closed. */
  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Runs statements that bind and answer nothing. */
  exec(sql: string): void {
    this.#assertOpen()
    this.#translate(() => this.#connection.exec(sql))
  }

  /** Prepares one statement, once per connection. */
  prepare(sql: string): Statement {
    this.#assertOpen()
    const prepared = this.#statements.get(sql)
    if (prepared !== undefined) return prepared
    const statement = this.#prepareNew(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  /** Runs `work` in one transaction that may write. It is undone wholly when `work` throws. */
  transaction<T>(work: () => T): T {
    assert(!this.#connection.inTransaction, 'transactions are not nested')
    this.exec('BEGIN IMMEDIATE')
    try {
      const answer = work()
      this.exec('COMMIT')
      return answer
    } catch (error) {
      // SQLite has already rolled back after some failures, such as a full disk.
      if (this.#connection.inTransaction) this.exec('ROLLBACK')
      throw error
    }
  }

  /** Closes the connection and with it every lock that it holds. */
  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#statements.clear()
    this.#connection.close()
  }

  #prepareNew(sql: string): Statement {
    assert(!sql.includes(';'), 'one statement at a time is prepared')
    const parameterCount = sql.split('?').length - 1
    const statement = this.#translate(() => this.#connection.prepare(sql))
    const call = <T>(bound: readonly Bound[], run: (checked: readonly Bound[]) => T): T => {
      this.#assertOpen()
      assertBound(bound, parameterCount)
      return this.#translate(() => run(bound))
    }
    // Each call hands over one array: libsql aborts where the only argument is a buffer or null.
    return {
      run: (...bound) => call(bound, (checked) => statement.run(checked).changes),
      row: (...bound) => call(bound, (checked) => readRow(statement.raw().get(checked))),
      rows: (...bound) => call(bound, (checked) => readRows(statement.raw().all(checked))),
    }
  }

  #assertOpen(): void {
    assert(this.#isOpen, `the connection to ${this.path} is open`)
  }

  #translate<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw fromSqliteError(this.path, error)
    }
  }
}

/** The cell as an integer. */
export const integerIn = (row: readonly Cell[], column: number): number => {
  const cell = row[column]
  assert(typeof cell === 'number' && Number.isSafeInteger(cell), `column ${column} is an integer`)
  return cell
}

/** The cell as bytes; the query casts it to a blob. */
export const bytesIn = (row: readonly Cell[], column: number): Buffer => {
  const cell = row[column]
  assert(Buffer.isBuffer(cell), `column ${column} is a blob`)
  return cell
}

/** The cell as text; the query casts it to a blob. */
export const textIn = (row: readonly Cell[], column: number): string =>
  // Nearly all that is kept is ASCII, and those bytes are text as they are.
  decodeText(bytesIn(row, column))

/** The text of UTF-8 bytes. */
export const decodeText = (bytes: Buffer): string =>
  bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8')

/** The one row of a query that always has one. */
export const onlyRow = (row: readonly Cell[] | undefined): readonly Cell[] =>
  present(row, 'the query has a row')

const assertBound = (bound: readonly unknown[], parameterCount: number): void => {
  assert(bound.length === parameterCount, `${parameterCount} parameters are bound`)
  for (const value of bound) assert(isBound(value), 'text, numbers, null and buffers are bound')
}

const isBound = (value: unknown): value is Bound => {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (typeof value === 'number') return Number.isFinite(value)
  return value === null || typeof value === 'bigint' || Buffer.isBuffer(value)
}

const isCell = (value: unknown): value is Cell =>
  value === null || typeof value === 'string' || typeof value === 'number' || Buffer.isBuffer(value)

const readRow = (row: unknown): readonly Cell[] | undefined => {
  if (row === undefined) return undefined
  assert(Array.isArray(row) && row.every(isCell), 'a row is an array of cells')
  return row
}

const readRows = (rows: readonly unknown[]): readonly (readonly Cell[])[] =>
  rows.map((row) => present(readRow(row), 'each row is there'))
