/** The lock of a host: an exclusive transaction on a second file, which the system frees when its process dies. */
import { readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
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
 * Takes the lock away from a holder that does not renew. Its lock stays, on the same file under another name, so that one
 * can tell when it is gone. Only called while the main file is locked for writing, so that no two can do it at once.
 */
export const replaceHostLock = (path: string, holder: string): HostLock | undefined => {
  renameSync(path, `${path}${replacedMark}${encodeURIComponent(holder).slice(0, namePartMax)}`)
  return takeHostLock(path)
}

/** The holder of a lock that was taken away and is still held; what nobody holds any more is removed. */
export const findReplaced = (path: string): string | undefined => {
  const beginning = `${basename(path)}${replacedMark}`
  const names = readdirSync(dirname(path)).filter((name) => name.startsWith(beginning))
  for (const name of names) {
    const lock = takeHostLock(join(dirname(path), name))
    if (lock === undefined) return decodeName(name.slice(beginning.length))
    lock.release()
    rmSync(join(dirname(path), name), { force: true })
  }
  return undefined
}

const replacedMark = '-replaced-'

/** File systems take names of 255 bytes; the ledger's own name is part of it. */
const namePartMax = 120

const decodeName = (encoded: string): string => {
  try {
    return decodeURIComponent(encoded)
  } catch {
    // A name that was cut in the middle of a letter.
    return encoded
  }
}
