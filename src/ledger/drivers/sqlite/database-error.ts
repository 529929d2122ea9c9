/** What can go wrong in a SQLite file, in words that name the mend. */
import { FirmError } from '../../../base/index.ts'

type Cause = 'full' | 'read-only' | 'busy' | 'damaged' | 'unreachable' | 'failed'

const causes: readonly (readonly [RegExp, Cause])[] = [
  [/^SQLITE_(FULL|IOERR_WRITE|IOERR_FSYNC)/, 'full'],
  [/^SQLITE_(READONLY|PERM|AUTH)/, 'read-only'],
  [/^SQLITE_(BUSY|LOCKED)/, 'busy'],
  [/^SQLITE_(CORRUPT|NOTADB|FORMAT|IOERR_SHORT_READ|IOERR_CORRUPTFS)/, 'damaged'],
  [/^SQLITE_(CANTOPEN|IOERR)/, 'unreachable'],
]

const words: { readonly [cause in Cause]: readonly [sentence: string, hint: string] } = {
  full: [
    'the disk did not take the write',
    'Free some space (or mend the disk) and try again; nothing was half written.',
  ],
  'read-only': [
    'the file may not be written',
    'Give this user write access to the file and its folder, or choose another FIRM_HOME.',
  ],
  busy: [
    'another process holds the lock of the file',
    'Wait for it; if that process is stopped, continue or end it.',
  ],
  damaged: [
    'the file is damaged, or is no ledger',
    'Restore it from a copy; `firm verify` says how far it can still be read.',
  ],
  unreachable: [
    'the file cannot be opened or read',
    'See that its folder exists, that this user may use it, and that the disk is there and has room.',
  ],
  failed: ['SQLite refused the statement', 'This is a defect of Firm; the ledger is intact.'],
}

/** A FirmError for what libsql threw. What is already one, or none of libsql's, stays as it is. */
export const fromSqliteError = (path: string, error: unknown): unknown => {
  if (error instanceof FirmError || !(error instanceof Error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const openFailed = error.message.includes('Unable to open connection')
  if (!code.startsWith('SQLITE') && !openFailed) return error
  const cause = openFailed ? 'unreachable' : (causes.find(([is]) => is.test(code))?.[1] ?? 'failed')
  return new DatabaseError(cause, path, error)
}

/** A SQLite file could not be read or written; `code` is `database-` and the cause. */
export class DatabaseError extends FirmError {
  override readonly name = 'DatabaseError'

  constructor(cause: Cause, path: string, thrown: Error) {
    const [sentence, hint] = words[cause]
    super(`database-${cause}`, `${path}: ${sentence} (${thrown.message})`, {
      hint,
      data: { path },
      cause: thrown,
    })
  }
}
