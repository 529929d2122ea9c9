/** Where a letterbox keeps what is no letter, so that somebody may look at it: the newest, for others write as much as they like. */
import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

const asideName = 'unreadable'

/** How many stay. */
const keptCountMax = 100

/** Moves what lies there under this name aside, in place of what bore the name before; answers where it is. */
export const putAside = async (own: string, name: string): Promise<string> => {
  const aside = join(own, asideName, name)
  await mkdir(join(own, asideName), { recursive: true })
  await rm(aside, { recursive: true, force: true })
  await rename(join(own, name), aside)
  return aside
}

/** Removes all but the newest that was put aside. */
export const sweepAside = async (own: string): Promise<void> => {
  const names = await readdir(join(own, asideName)).catch(() => [])
  if (names.length <= keptCountMax) return
  // A file's own time of change is set by whoever wrote it; that of its entry is the system's, as it was moved here.
  const found = await Promise.all(
    names.map(async (name) => ({
      file: join(own, asideName, name),
      movedAt: (await lstat(join(own, asideName, name), { bigint: true })).ctimeNs,
    })),
  )
  found.sort((one, two) => (one.movedAt < two.movedAt ? 1 : -1))
  for (const { file } of found.slice(keptCountMax)) await rm(file, { recursive: true, force: true })
}
