/** Hosting of a SQLite file: the lock of a second file says who lives, a row says who renews. */
import {
  accepted,
  later,
  type Instant,
  type Outcome,
  parseInstant,
  present,
} from '../../../base/index.ts'
import {
  type Hosting,
  hostingLeaseMs,
  refuseHeld,
  refuseTakenOver,
  type Tenure,
} from '../../hosting.ts'
import { type Database, integerIn, textIn } from './database.ts'
import { findReplaced, type HostLock, replaceHostLock, takeHostLock } from './host-lock.ts'

const selectTenure = `SELECT number, CAST(host AS BLOB), until FROM tenure`
const replaceTenure = `INSERT OR REPLACE INTO tenure VALUES (1, ?, ?, ?)`
const updateUntil = `UPDATE tenure SET until = ? WHERE number = ?`

/** Hosting as one store sees it; `close` lets go of the lock as the death of the process would. */
export interface SqliteHosting extends Hosting {
  readonly close: () => void
}

/** Hosting of a ledger's file. */
export const sqliteHosting = (database: Database): SqliteHosting => {
  const path = `${database.path}-host`
  let held: { readonly number: number; readonly lock: HostLock } | undefined
  const letGo = (): void => {
    held?.lock.release()
    held = undefined
  }
  const acquire = (host: string, now: Instant): Outcome<Tenure, 'held'> => {
    const last = readTenure(database)
    if (held !== undefined && held.number !== last?.number) letGo()
    const lock = lockFor(path, { last, now, own: held?.lock })
    if (lock === undefined) return refuseHeld(present(last, 'a free ledger has a free lock'))
    const tenure = { number: (last?.number ?? 0) + 1, host, until: later(now, hostingLeaseMs) }
    held = { number: tenure.number, lock }
    database.prepare(replaceTenure).run(tenure.number, host, tenure.until)
    return accepted(tenure)
  }
  return {
    acquire: async (host, now) => {
      try {
        return database.transaction(() => acquire(host, now))
      } catch (error) {
        letGo()
        throw error
      }
    },
    renew: async (tenure, now) => renew(database, tenure, now),
    release: async ({ number }) => {
      if (held?.number === number) letGo()
    },
    replaced: async () => findReplaced(path),
    last: async () => readTenure(database),
    close: letGo,
  }
}

interface Standing {
  readonly last: Tenure | undefined
  readonly now: Instant
  /** The lock that this store already holds, from a tenure that nobody has taken over. */
  readonly own: HostLock | undefined
}

/** A lock for the next tenure: free is taken at once, held and expired is taken over. */
const lockFor = (path: string, { last, now, own }: Standing): HostLock | undefined => {
  const isExpired = last === undefined || now >= last.until
  if (own !== undefined) return isExpired ? own : undefined
  return takeHostLock(path) ?? (isExpired ? replaceHostLock(path, last?.host ?? '') : undefined)
}

const renew = (database: Database, tenure: Tenure, now: Instant): Outcome<Tenure, 'taken-over'> => {
  const renewed = { ...tenure, until: later(now, hostingLeaseMs) }
  const changed = database.prepare(updateUntil).run(renewed.until, tenure.number)
  return changed === 1 ? accepted(renewed) : refuseTakenOver(readTenure(database))
}

const readTenure = (database: Database): Tenure | undefined => {
  const row = database.prepare(selectTenure).row()
  if (row === undefined) return undefined
  const until = present(parseInstant(integerIn(row, 2)), 'a lease ends at an instant')
  return { number: integerIn(row, 0), host: textIn(row, 1), until }
}
