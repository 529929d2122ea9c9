/** The lock of a host: an exclusive transaction on a second file, which the system frees when its process dies. */
import { rmSync } from 'node:fs'
import { Database } from './database.ts'
import { DatabaseError } from './database-error.ts'

/** A lock that is held. A stopped process keeps it; a killed one does not. */
export interface HostLock {
  readonly release: () => void
}

/** Takes the lock in this file, or answers undefined where another process or store holds it. */
export const takeHostLock = (path: string): HostLock | undefined => {
  const database = new Database(path, 0)
  try {
    database.exec('BEGIN EXCLUSIVE')
    return { release: () => database.close() }
  } catch (error) {
    database.close()
    if (error instanceof DatabaseError && error.code === 'database-busy') return undefined
    throw error
  }
}

/**
 * Takes the lock away from a holder that does not renew: its lock stays on a file that has no name any more. Only called
 * while the main file is locked for writing, so that no two can do it at once.
 */
export const replaceHostLock = (path: string): HostLock | undefined => {
  rmSync(path, { force: true })
  return takeHostLock(path)
}
