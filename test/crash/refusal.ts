/** What every durable write of the ports throws on a disk that is full, or that may only be read. */
import { GitFailedError } from '../../src/environments/git/reader/index.ts'
import { ContentFileError } from '../../src/ledger/drivers/folder/index.ts'
import { DatabaseError } from '../../src/ledger/drivers/sqlite/index.ts'

/** How the system refuses a write. */
export type DiskCode = 'ENOSPC' | 'EROFS'

const words: { readonly [code in DiskCode]: string } = {
  ENOSPC: 'no space left on device',
  EROFS: 'read-only file system',
}

/** Points before something that is taken away, for which a full disk has room. */
const removals = [
  'git: before a worktree is discarded',
  'members: before the earlier goes',
  'members: before the earlier is put back',
]

/** Letting go of the host's lock writes nothing. */
const noWrites = ['store.hosting.release.before']

/** Whether a write follows this point that such a disk refuses; read from its name, as the ports give it. */
export const isWrite = (point: string, code: DiskCode): boolean =>
  (/^(?:store|content)\..*\.before$/.test(point) || isOfFiles(point)) &&
  !noWrites.includes(point) &&
  (code === 'EROFS' || !removals.includes(point))

/** Whether a file is written next that is neither of the store nor of content. */
const isOfFiles = (point: string): boolean => /^(?!host: )[a-z ]+: before /.test(point)

/** Whether a disk that takes nothing since that point refuses the write that follows this one. */
export const isRefused = (point: string, code: DiskCode, since: string): boolean =>
  isWrite(point, code) && isOneDisk(point, since)

// What an environment writes lies on a disk of its own: the firm's may still take everything, or neither takes anything.
const isOneDisk = (point: string, since: string): boolean => {
  const [, outside] = /^(git|files): /.exec(since) ?? []
  return outside === undefined || point.startsWith(outside)
}

/** What whoever writes there would throw; the path is made up. */
export const refusalAt = (point: string, code: DiskCode): Error => {
  const thrown = Object.assign(new Error(`${code}: ${words[code]}, write`), {
    code,
    syscall: 'write',
  })
  if (point.startsWith('store.')) {
    return new DatabaseError(code === 'ENOSPC' ? 'full' : 'read-only', 'the ledger', thrown)
  }
  if (point.startsWith('content.')) return new ContentFileError('the content', code, thrown)
  if (!point.startsWith('git: ')) return thrown
  const errorOutput = `fatal: cannot write: ${words[code]}`
  const answer = { exitCode: 128, output: Buffer.alloc(0), errorOutput }
  return new GitFailedError('the repository', ['write'], answer)
}
