/** Where a crashing firm lives: one folder with its ledger, its content and the world that it acts on. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

/** The places of one crashing firm. */
export interface CrashHome {
  readonly ledger: string
  readonly content: string
  readonly repository: string
  readonly scratch: string
  /** The folder that the files environment writes. */
  readonly files: string
  readonly records: string
  /** One line for each time that a bell was rung. */
  readonly bells: string
  /** One line for each time that a transaction came into the chain, or fell out. */
  readonly chain: string
}

/** The places below a folder. */
export const crashHome = (folder: string): CrashHome => ({
  ledger: join(folder, 'ledger.db'),
  content: join(folder, 'content'),
  repository: join(folder, 'repository.git'),
  scratch: join(folder, 'scratch'),
  files: join(folder, 'files'),
  records: join(folder, 'records'),
  bells: join(folder, 'bells'),
  chain: join(folder, 'chain'),
})

/** Makes the folders that environments expect. */
export const makeFolders = async ({ scratch, files, records }: CrashHome): Promise<void> => {
  for (const folder of [scratch, files, records]) await mkdir(folder, { recursive: true })
}
