/** Code that went to content, put back into a folder: rollback and open work load it from there. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { assert, FirmError, hashOf } from '../../base/index.ts'
import type { CodeFile } from './loaded-code.ts'

/** The kept files of one charter. */
export interface KeptCode {
  /** The file that makes the firm, seen from the root. */
  readonly entry: string
  readonly files: readonly CodeFile[]
}

/** Writes kept code into an empty folder, and answers the file to load. Its hash is the one it had. */
export const restoreCode = async (folder: string, { entry, files }: KeptCode): Promise<string> => {
  for (const { path, bytes, hash } of files) {
    assert(!path.split('/').includes('..'), 'kept code stays within its folder')
    if (hashOf(bytes) !== hash) throw new DamagedCodeError(path, hash)
    const file = join(folder, ...path.split('/'))
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes)
  }
  return join(folder, ...entry.split('/'))
}

/** A kept file is not the one whose hash stands in the ledger. */
export class DamagedCodeError extends FirmError {
  override readonly name = 'DamagedCodeError'

  constructor(path: string, hash: string) {
    super('damaged-code', `the kept file ${path} does not have the hash ${hash}`, {
      hint: 'Run `firm verify`: the content store was changed from outside.',
      data: { path, hash },
    })
  }
}
