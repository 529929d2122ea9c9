/** The face of the SQLite driver. */
export { DatabaseError } from './database-error.ts'
export { applicationId, ledgerFormat, NewerLedgerError, NotALedgerError } from './schema.ts'
export { openSqliteStore, type SqliteStoreOptions } from './sqlite-store.ts'
