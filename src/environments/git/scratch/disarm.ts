/** Making a worktree safe to run git in: a member may have written anything into its `.git`. */
import { lstat, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FirmError } from '../../../base/index.ts'
import { readAdded, writePatterns } from './laid-out.ts'
import type { ScratchNote, ScratchPlace } from './scratch-place.ts'

/** What can make git run programs, read other repositories, or stumble over a git that was killed. */
const unwanted = [
  'config.worktree',
  'commondir',
  'hooks',
  'info',
  'index.lock',
  'HEAD.lock',
  'packed-refs.lock',
  'config.lock',
  'shallow',
  'objects/info/alternates',
]

/**
 * Puts the configuration back as the host made it, removes what names programs or other folders, and
 * refuses a `.git` with a link in it, through which our own git would write somewhere else. What is
 * laid out stays as it is, with what the member added. The member's programs have ended before this.
 */
export const disarm = async (place: ScratchPlace, note: ScratchNote): Promise<void> => {
  const git = join(place.tree, '.git')
  const entry = await lstat(git).catch(() => undefined)
  if (entry?.isDirectory() !== true) throw new ScratchBrokenError(place.tree, '.git is no folder')
  const added = await readAdded(git, note.about ?? [])
  for (const name of unwanted) await rm(join(git, name), { recursive: true, force: true })
  const link = await findOdd(git)
  if (link !== undefined) throw new ScratchBrokenError(place.tree, `${link} is no file or folder`)
  await rm(join(git, 'config'), { force: true, recursive: true })
  await writeFile(join(git, 'config'), note.configuration, { flag: 'wx' })
  if (note.about !== undefined) await writePatterns(git, note.about, added)
  await removeLocks(join(git, 'refs'))
}

const findOdd = async (folder: string): Promise<string | undefined> => {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      const inside = await findOdd(path)
      if (inside !== undefined) return inside
    } else if (!entry.isFile()) return path
  }
  return undefined
}

const removeLocks = async (folder: string): Promise<void> => {
  const entries = await readdir(folder, { recursive: true }).catch(() => [])
  for (const name of entries) if (name.endsWith('.lock')) await rm(join(folder, name))
}

/** A worktree that git cannot be run in. */
export class ScratchBrokenError extends FirmError {
  override readonly name = 'ScratchBrokenError'

  constructor(folder: string, why: string) {
    super('scratch-broken', `the worktree ${folder} cannot be used: ${why}`, {
      hint: 'Throw it away and let the member begin again; what it committed and delivered is kept.',
      data: { folder, why },
    })
  }
}
