/** Where everything of a firm lies: all of it in FIRM_HOME, but a charter that is kept with its repository, and accepted work. */
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Faults, FirmError, hashOf, isJsonObject, noFaults } from '../../base/index.ts'
import type { HomeFaultPoint } from './fault-points.ts'
import { hostLogOf } from './start-host.ts'

/** The places of one firm. */
export interface FirmPlaces {
  readonly home: string
  readonly ledger: string
  readonly content: string
  /** Worktrees of members, by environment. */
  readonly scratch: string
  /** What environments of files keep to undo with. */
  readonly records: string
  /** The code of adopted charters, by its hash, as it was taken from content. */
  readonly code: string
  /** Holds `firm.ts` and `members.ts`. */
  readonly charterFolder: string
  readonly charterFile: string
  /** Where neighbours put letters for this firm. */
  readonly letterbox: string
  /** What a host without a terminal writes. */
  readonly hostLog: string
  readonly socket: string
}

/** The branch of its repository on which accepted work lands. */
export const firmBranch = 'firm/main'

/** The longest path of a socket that every system takes, in bytes. */
const socketBytesMax = 100

/** The places of the firm in a home. */
export const firmPlaces = (home: string): FirmPlaces => {
  const charterFolder = readCharterFolder(home)
  return {
    home,
    ledger: join(home, 'ledger.db'),
    content: join(home, 'content'),
    scratch: join(home, 'scratch'),
    records: join(home, 'records'),
    code: join(home, 'code'),
    charterFolder,
    charterFile: join(charterFolder, 'firm.ts'),
    letterbox: join(home, 'letters'),
    hostLog: hostLogOf(home),
    socket: socketOf(home),
  }
}

const noteOf = (home: string): string => join(home, 'charter.json')

/** Notes that the charter lies elsewhere, such as in its repository. */
export const keepCharterFolder = async (
  home: string,
  folder: string,
  faults: Faults = noFaults,
): Promise<void> => {
  const reach = (point: HomeFaultPoint): void => faults.reach(point)
  await mkdir(home, { recursive: true })
  const draft = `${noteOf(home)}.new`
  reach('charter note: before the draft')
  await writeFile(draft, `${JSON.stringify({ folder })}\n`, { flush: true })
  reach('charter note: draft written')
  await rename(draft, noteOf(home))
  reach('charter note: in place')
}

const readCharterFolder = (home: string): string => {
  const file = noteOf(home)
  if (!existsSync(file)) return join(home, 'charter')
  const read: unknown = parse(readFileSync(file, 'utf8'))
  const folder = isJsonObject(read) ? read['folder'] : undefined
  if (typeof folder !== 'string') throw new CharterNoteError(file)
  return resolve(home, folder)
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** In a long FIRM_HOME the socket goes to a folder of the user's own among the temporary ones. */
const socketOf = (home: string): string => {
  const near = join(home, 'host.sock')
  if (Buffer.byteLength(near) <= socketBytesMax) return near
  const user = process.getuid?.() ?? 0
  return join(tmpdir(), `firm-${user}-${hashOf(home).slice(0, 16)}`, 'host.sock')
}

/** The note of where the charter lies cannot be read. */
export class CharterNoteError extends FirmError {
  override readonly name = 'CharterNoteError'

  constructor(file: string) {
    super('charter-note-broken', `${file} does not say where the charter lies`, {
      hint: 'Write {"folder": "PATH"} into it, with the folder that holds firm.ts.',
      data: { file },
    })
  }
}
