/**
 * The fence of files: everything is renamed into place out of a folder that belongs to one tenure, and whoever raises the
 * fence removes the folders of those before. A host that was replaced and wakes late has nothing left to rename.
 */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { FirmError, isJsonObject } from '../../base/index.ts'

/** A task that is given the folder out of which it may rename. */
export type Staged = (staging: string) => Promise<void>

/** The fence as one host sees it. */
export interface FilesFence {
  /** Shuts out every lower tenure. */
  readonly raise: (tenure: number) => Promise<void>
  /** Does a task with the folder out of which records are renamed into place. */
  readonly forRecords: (task: Staged) => Promise<void>
  /** The same for one file; the folder lies beside it, on the same disk, for this task alone. */
  readonly forFile: (place: string, task: Staged) => Promise<void>
}

/**
 * The fence of records, not raised yet; until it is, nothing is refused. `reach` is called where a staging folder is
 * noted and not made.
 */
export const openFilesFence = (records: string, reach: () => void): FilesFence => {
  const tenures = join(records, 'tenures')
  let own = join(tenures, 'none')
  let isRaised = false
  const stands = async (): Promise<void> => {
    if (!isRaised) await mkdir(own, { recursive: true })
    else if (!existsSync(own)) throw new FilesFencedError(records)
  }
  return {
    raise: async (tenure) => {
      await raise(tenures, tenure)
      own = join(tenures, `${tenure}`)
      isRaised = true
    },
    forRecords: async (task) => {
      await stands()
      await refusing(records, own, task)
    },
    forFile: async (place, task) => {
      await stands()
      await mkdir(dirname(place), { recursive: true })
      const staging = join(dirname(place), `${notePrefix}${randomBytes(6).toString('hex')}`)
      const note = join(own, basename(staging))
      // Noted before it is made, and asked after: whoever raises the fence finds it, or this host finds the fence.
      await refusing(records, own, async () => await writeFile(note, staging))
      try {
        reach()
        await mkdir(staging)
        await stands()
        await refusing(records, staging, task)
      } finally {
        await rm(staging, { recursive: true, force: true })
        await rm(note, { force: true })
      }
    },
  }
}

/** One's own folder is made before others are looked for, so that of two who raise at once the lower sees the higher. */
const raise = async (tenures: string, tenure: number): Promise<void> => {
  const own = join(tenures, `${tenure}`)
  await mkdir(own, { recursive: true })
  const others = (await readdir(tenures)).filter((name) => name !== `${tenure}`)
  if (others.some((name) => Number(name) > tenure)) {
    await rm(own, { recursive: true, force: true })
    throw new FilesFencedError(dirname(tenures))
  }
  for (const name of others) await shutOut(join(tenures, name))
}

const gone = '.gone'

/** How the names of staging folders begin; records that are being written have other names. */
const notePrefix = '.firm-'

/** From when its folder is renamed, a tenure notes nothing more; what it had noted by then is removed. */
const shutOut = async (folder: string): Promise<void> => {
  const aside = folder.endsWith(gone) ? folder : `${folder}${gone}`
  if (aside !== folder) await rename(folder, aside)
  for (const name of await readdir(aside)) {
    if (!name.startsWith(notePrefix)) continue
    const staging = await readFile(join(aside, name), 'utf8')
    // A note that was cut off names something else; its folder was never made.
    if (basename(staging) === name) await rm(staging, { recursive: true, force: true })
  }
  await rm(aside, { recursive: true, force: true })
}

const refusing = async (records: string, staging: string, task: Staged): Promise<void> => {
  try {
    await task(staging)
  } catch (error) {
    const isGone = isJsonObject(error) && error['code'] === 'ENOENT' && !existsSync(staging)
    throw isGone ? new FilesFencedError(records) : error
  }
}

/** Another host acts here now. */
export class FilesFencedError extends FirmError {
  override readonly name = 'FilesFencedError'

  constructor(records: string) {
    super('files-fenced', 'this host may no longer write files: another host does', {
      hint: 'Stop this host; the other goes on.',
      data: { records },
    })
  }
}
