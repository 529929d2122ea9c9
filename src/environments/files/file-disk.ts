/** What a disk answers that is full or may only be read, in words; it may be so no more, so whoever asked tries again. */
import { FirmError, isJsonObject } from '../../base/index.ts'

/** The code of an error of the file system, such as ENOENT. */
export const codeOf = (error: unknown): string | undefined => {
  const code = isJsonObject(error) ? error['code'] : undefined
  return typeof code === 'string' ? code : undefined
}

/** The same task, whose disk says in words why it takes nothing; any other error stays as it is. */
export const onDisk =
  <T>(root: string, task: () => Promise<T>): (() => Promise<T>) =>
  async () => {
    try {
      return await task()
    } catch (error) {
      throw (codeOf(error) ?? '') in words ? new FileDiskError(root, error) : error
    }
  }

const isFull = ['is full', 'disk-full', 'Free some space on that disk'] as const

/** By the code of the system: what is said, the code of our own, and the mend. */
const words: { readonly [code: string]: readonly [says: string, code: string, mend: string] } = {
  ENOSPC: isFull,
  EDQUOT: isFull,
  EROFS: ['may only be read', 'disk-read-only', 'Let Firm write there'],
}

/** No file can be written now, since the disk takes nothing. */
export class FileDiskError extends FirmError {
  override readonly name = 'FileDiskError'

  constructor(root: string, cause: unknown) {
    const [says, code, mend] = words[codeOf(cause) ?? ''] ?? isFull
    const said = cause instanceof Error ? ` (${cause.message})` : ''
    super(code, `no file below ${root} can be written: the disk ${says}${said}`, {
      hint: `${mend}; it is tried again, and nothing was half done.`,
      data: { root },
      cause,
    })
  }
}
