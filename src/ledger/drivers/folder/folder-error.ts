/** What can go wrong in a folder of content, in words that name the mend. */
import { FirmError } from '../../../base/index.ts'

const mayNot = [
  'this user may not use it',
  'Give this user access to the folder, or choose another FIRM_HOME.',
] as const

const isFull = [
  'the disk is full',
  'Free some space and try again; nothing was half written.',
] as const

const words: { readonly [code: string]: readonly [sentence: string, hint: string] } = {
  ENOSPC: isFull,
  EDQUOT: isFull,
  EROFS: ['the disk is read-only', 'Choose another FIRM_HOME, or mount the disk for writing.'],
  EACCES: mayNot,
  EPERM: mayNot,
}

/** The code of an error of the file system, such as ENOENT. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined

/** A FirmError for what the file system refused; anything else stays as it is. */
export const fromFileError = (path: string, error: unknown): unknown => {
  const code = codeOf(error)
  return code === undefined ? error : new ContentFileError(path, code, error)
}

/** A file of the content store could not be written or read; `data.code` is the system's. */
export class ContentFileError extends FirmError {
  override readonly name = 'ContentFileError'

  constructor(path: string, code: string, cause: unknown) {
    const [sentence, hint] = words[code] ?? [
      'the file system refused it',
      'See that the folder exists and that its disk is there.',
    ]
    super('content-file', `${path}: ${sentence} (${code})`, { hint, data: { path, code }, cause })
  }
}
