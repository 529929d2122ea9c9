/** The shape of a ledger's SQLite file, format 1: opened, made where there is none, refused where it is another's. */
import { setTimeout as wait } from 'node:timers/promises'
import { FirmError } from '../../../base/index.ts'
import { Database, integerIn, onlyRow } from './database.ts'
import { DatabaseError } from './database-error.ts'

/** Stands in the header of every ledger file: "Firm" in ASCII. */
export const applicationId = 0x4669726d

/** The format that this program writes; it reads this one and all before. */
export const ledgerFormat = 1

/**
 * `groups` holds one row for each commit: its events' hashes (32 bytes each) and bodies (on one line each, parted by a
 * comma and a line break). `first` is the position of its first event.
 */
const tables = `
  CREATE TABLE groups (
    first INTEGER PRIMARY KEY, hashes BLOB NOT NULL, bodies TEXT NOT NULL
  ) STRICT;
  CREATE TABLE snapshot (
    only INTEGER PRIMARY KEY CHECK (only = 1), format TEXT NOT NULL, position INTEGER NOT NULL,
    hash TEXT NOT NULL, digest TEXT NOT NULL, body TEXT NOT NULL
  ) STRICT;
  CREATE TABLE marks (
    name TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (name, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE marks_position (
    only INTEGER PRIMARY KEY CHECK (only = 1), position INTEGER NOT NULL
  ) STRICT;
  INSERT INTO marks_position VALUES (1, 0);
  CREATE TABLE tenure (
    only INTEGER PRIMARY KEY CHECK (only = 1), number INTEGER NOT NULL, host TEXT NOT NULL,
    until INTEGER NOT NULL
  ) STRICT;
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${ledgerFormat};
`

const walAttemptsMax = 50
const walRetryMs = 20

/** Opens a ledger's file and makes it where there is none. Nothing is written into a file that is not a ledger. */
export const openDatabase = async (path: string): Promise<Database> => {
  const database = new Database(path)
  try {
    if (readFormat(database) === 'empty') {
      await switchToWal(database)
      database.transaction(() => {
        // Another process may have made the tables since.
        if (readFormat(database) === 'empty') database.exec(tables)
      })
    } else {
      await switchWhereWritable(database)
    }
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/**
 * Closes a ledger's file so that it stands alone: what is written ahead is copied into it, and the write-ahead file goes
 * now. libsql lets go of a connection only when its statements are collected; it would then delete the write-ahead file
 * of that name, even that of another ledger if a fresh disk was mounted there since (file numbers begin anew on it).
 * Where it cannot be (another has the file open, the disk is full or read-only), all stays as it is.
 */
export const closeDatabase = (database: Database): void => {
  if (!database.isOpen) return
  try {
    database.exec('PRAGMA journal_mode = DELETE')
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
  } finally {
    database.close()
  }
}

/** Every commit is flushed before it returns (invariant 2); on macOS through the drive's cache, too. */
const durability = `
  PRAGMA synchronous = FULL;
  PRAGMA fullfsync = 1;
  PRAGMA checkpoint_fullfsync = 1;
`

const readFormat = (database: Database): 'empty' | number => {
  const pragma = (name: string): number =>
    integerIn(onlyRow(database.prepare(`PRAGMA ${name}`).row()), 0)
  const id = pragma('application_id')
  const format = pragma('user_version')
  const tableCount = integerIn(
    onlyRow(database.prepare('SELECT count(*) FROM sqlite_schema').row()),
    0,
  )
  if (id === 0 && format === 0 && tableCount === 0) return 'empty'
  if (id !== applicationId) throw new NotALedgerError(database.path)
  if (format > ledgerFormat) throw new NewerLedgerError(database.path, format)
  return format
}

/** On a disk that is read-only or full the ledger can still be read; what is appended is refused there. */
const switchWhereWritable = async (database: Database): Promise<void> => {
  try {
    await switchToWal(database)
  } catch (error) {
    const codes = ['database-read-only', 'database-full']
    if (!(error instanceof DatabaseError) || !codes.includes(error.code)) throw error
  }
}

const switchToWal = async (database: Database): Promise<void> => {
  database.exec(durability)
  for (let attempt = 1; ; attempt += 1) {
    try {
      database.prepare('PRAGMA journal_mode = WAL').row()
      return
    } catch (error) {
      // Of two openers at once one can be told "busy" at once, whatever its timeout.
      const isBusy = error instanceof DatabaseError && error.code === 'database-busy'
      if (!isBusy || attempt === walAttemptsMax) throw error
      await wait(walRetryMs)
    }
  }
}

/** The file is a SQLite database of something else. */
export class NotALedgerError extends FirmError {
  override readonly name = 'NotALedgerError'

  constructor(path: string) {
    super('not-a-ledger', `${path} is a database, but not the ledger of a firm`, {
      hint: 'Choose another FIRM_HOME; nothing was written into this file.',
      data: { path },
    })
  }
}

/** The file was written by a later Firm. */
export class NewerLedgerError extends FirmError {
  override readonly name = 'NewerLedgerError'

  constructor(path: string, format: number) {
    super(
      'newer-ledger',
      `${path} has format ${format}, and this program knows formats up to ${ledgerFormat}`,
      {
        hint: 'Update Firm to the version that wrote it; nothing was changed.',
        data: { path, format, known: ledgerFormat },
      },
    )
  }
}
