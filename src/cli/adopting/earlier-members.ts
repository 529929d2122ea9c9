/** The members as they were before a change: kept beside it until it is adopted, and put back where it is not. */
import { existsSync } from 'node:fs'
import { copyFile, link, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Faults } from '../../base/index.ts'
import { type CharterLoader, membersFile, readMembers } from '../../host/charter/index.ts'
import type { CharterForm } from '../../kernel/index.ts'
import type { MemberFaultPoint } from './fault-points.ts'

/** What is kept while a change is under way. */
export interface EarlierMembers {
  readonly isKept: () => boolean
  /** Keeps `members.ts` as it is; there is nothing to keep where there is none. */
  readonly keep: () => Promise<void>
  /** Lets go of what was kept: the change stands. */
  readonly letGo: () => Promise<void>
  /** Has `members.ts` as it was, or none where there was none. */
  readonly putBack: () => Promise<void>
  /** Whether the change that left something kept was adopted before its program was ended. */
  readonly isAdopted: (loader: CharterLoader, change: CutOffChange) => Promise<boolean>
}

/** The members of the charter that stands, and of the one on disk where that can be loaded. */
export interface CutOffChange {
  readonly standing: CharterForm['members']
  readonly onDisk: CharterForm['members'] | undefined
}

/** The earlier members of a charter's folder. */
export const earlierMembers = (folder: string, faults: Faults): EarlierMembers => {
  const reach = (point: MemberFaultPoint): void => faults.reach(point)
  const file = membersFile(folder)
  const kept = join(folder, keptName)
  return {
    isKept: () => existsSync(kept),
    keep: async () => {
      reach('members: before the earlier is kept')
      await rm(kept, { force: true })
      if (existsSync(file)) await nameTwice(file, kept)
      reach('members: earlier kept')
    },
    letGo: async () => {
      reach('members: before the earlier goes')
      await rm(kept, { force: true })
      reach('members: earlier gone')
    },
    putBack: async () => {
      reach('members: before the earlier is put back')
      // Going back takes no room: a disk that is full may be why.
      if (existsSync(kept)) await rename(kept, file)
      else await rm(file, { force: true })
      // Where both named one file, renaming leaves both.
      await rm(kept, { force: true })
      reach('members: earlier put back')
    },
    isAdopted: async (loader, change) => await isAdopted(folder, loader, change),
  }
}

// It ends as a module does, so that it can be loaded.
const keptName = 'members.before.ts'

// A second name takes no room, which a full disk does not have; some file systems give none.
const nameTwice = async (file: string, kept: string): Promise<void> => {
  try {
    await link(file, kept)
  } catch {
    await copyFile(file, kept)
  }
}

/**
 * Told by those whom the change was about: they are in the charter that stands as the files have them. Where the files
 * cannot be loaded, and the change itself may be why, it is told by who is there at all.
 */
const isAdopted = async (
  folder: string,
  loader: CharterLoader,
  { standing, onDisk }: CutOffChange,
): Promise<boolean> => {
  const was = await readMembers(loader, folder, keptName)
  const is = await readMembers(loader, folder)
  if (!was.ok || !is.ok) return false
  const [before, after] = [was.value, is.value]
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names
    .filter((name) => !isDeepStrictEqual(before[name], after[name]))
    .every((name) => {
      // A charter that does not take the files in has neither, and nothing was adopted.
      if (Object.hasOwn(standing, name) !== Object.hasOwn(after, name)) return false
      return onDisk === undefined
        ? Object.hasOwn(before, name) !== Object.hasOwn(after, name)
        : isDeepStrictEqual(standing[name], onDisk[name])
    })
}
