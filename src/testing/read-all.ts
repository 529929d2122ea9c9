/** Reads a whole ledger, or a stretch of it, into an array. */
import type { Entry, ReadOptions, Store } from '../ledger/index.ts'

/** All entries after a position, in order. */
export const readAll = async (
  store: Pick<Store, 'read'>,
  after: number = 0,
  options: ReadOptions = {},
): Promise<readonly Entry[]> => {
  const entries: Entry[] = []
  for await (const batch of store.read(after, options)) entries.push(...batch)
  return entries
}
