/** A folder that is made whole or not at all: filled under another name, and named at the end. */
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { FirmError } from '../base/index.ts'

/** Fills a new folder; where filling throws, nothing is left. Only its owner may read it. */
export const makeFolder = async <T>(
  folder: string,
  fill: (making: string) => Promise<T>,
): Promise<T> => {
  if (existsSync(folder)) throw new FolderExistsError(folder)
  const making = `${folder}.making-${process.pid}`
  await mkdir(making, { recursive: true, mode: 0o700 })
  try {
    const filled = await fill(making)
    await rename(making, folder)
    return filled
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    throw error
  }
}

/** Something is there already, and would be overwritten. */
export class FolderExistsError extends FirmError {
  override readonly name = 'FolderExistsError'

  constructor(folder: string) {
    super('folder-exists', `${folder} exists already`, {
      hint: 'Name a folder that does not: nothing is overwritten.',
      data: { folder },
    })
  }
}
