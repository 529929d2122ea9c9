/** Opens the ledger of a firm for reading, where there is one. */
import { join } from 'node:path'
import { existsSync } from 'node:fs'
import { openSqliteStore } from '../ledger/drivers/sqlite/index.ts'
import type { Store } from '../ledger/index.ts'
import { findHome } from './find-home.ts'
import { NoFirmError } from './firm-home/index.ts'
import type { Surroundings } from './surroundings.ts'

/** The ledger's file in a home. */
export const ledgerFileOf = (home: string): string => join(home, 'ledger.db')

/** Does something with the ledger and closes it; throws NoFirmError where there is none. */
export const withLedger = async <T>(
  surroundings: Surroundings,
  use: (store: Store) => Promise<T>,
): Promise<T> => {
  const home = await findHome(surroundings)
  const file = ledgerFileOf(home)
  if (!existsSync(file)) throw new NoFirmError(home)
  const store = await openSqliteStore(file)
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}
