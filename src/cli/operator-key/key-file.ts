/** The file of the operator's key in FIRM_HOME: written once, durably, for its owner alone. */
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Faults, FirmError, noFaults } from '../../base/index.ts'
import { placeNew } from '../../ledger/drivers/folder/index.ts'
import type { KeyFaultPoint } from './fault-points.ts'
import { encodeSealedKey, parseSealedKey, type SealedKey } from './sealed-key.ts'

const fileOf = (home: string): string => join(home, 'operator-key.json')

/** Writes the key; throws KeyExistsError rather than replace one. */
export const keepOperatorKey = async (
  home: string,
  key: SealedKey,
  faults: Faults = noFaults,
): Promise<void> => {
  const reach = (point: KeyFaultPoint): void => faults.reach(point)
  const file = fileOf(home)
  const draft = `${file}.new`
  reach('key: before the draft')
  try {
    writeDraft(draft, encodeSealedKey(key))
    reach('key: draft written')
    if ((await placeNew(draft, file)) === 'taken') throw new KeyExistsError(file)
  } finally {
    rmSync(draft, { force: true })
  }
  syncFolder(dirname(file))
  reach('key: in place')
}

const writeDraft = (draft: string, text: string): void => {
  rmSync(draft, { force: true })
  const descriptor = openSync(draft, 'wx', 0o600)
  try {
    writeFileSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** The key of a home, or undefined where there is none. */
export const readOperatorKey = (home: string): SealedKey | undefined => {
  const file = fileOf(home)
  try {
    const text = readFileSync(file, 'utf8')
    // An empty file is the claim of a making that was killed, on a file system without hard links.
    return text === '' ? undefined : parseSealedKey(text, file)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** A new name is durable only once its folder is; where folders cannot be flushed the system does it. */
const syncFolder = (folder: string): void => {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

/** A key is there already, and would be lost. */
export class KeyExistsError extends FirmError {
  override readonly name = 'KeyExistsError'

  constructor(file: string) {
    super('key-exists', `there is an operator's key at ${file} already`, {
      hint: 'Use it, or choose another FIRM_HOME: replacing it would leave nobody to approve.',
      data: { file },
    })
  }
}
