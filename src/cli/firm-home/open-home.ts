/** Opens the folder of a firm: for its owner alone, made where there is none. */
import { chmodSync, mkdirSync, statSync } from 'node:fs'
import { FirmError } from '../../base/index.ts'

const ownerOnly = 0o700

/** Makes the folder, and takes from others what they may do in it. */
export const openHome = (home: string): void => {
  makeFolder(home)
  const found = statSync(home)
  const user = process.getuid?.()
  if (user === undefined) return
  if (found.uid !== user) throw new ForeignHomeError(home)
  if ((found.mode & 0o077) !== 0) chmodSync(home, ownerOnly)
}

const makeFolder = (home: string): void => {
  try {
    mkdirSync(home, { recursive: true, mode: ownerOnly })
  } catch (error) {
    throw new HomeNotMadeError(home, error)
  }
}

/** Whether a folder is there at all. */
export const isHome = (home: string): boolean =>
  statSync(home, { throwIfNoEntry: false })?.isDirectory() === true

/** The folder is not there, and the system does not let it be made. */
export class HomeNotMadeError extends FirmError {
  override readonly name = 'HomeNotMadeError'

  constructor(home: string, cause: unknown) {
    const said = cause instanceof Error ? cause.message : String(cause)
    super('home-not-made', `the firm's folder ${home} cannot be made: ${said}`, {
      hint: 'Choose a folder with FIRM_HOME whose disk may be written and has room.',
      data: { home },
      cause,
    })
  }
}

/** The folder belongs to another user. */
export class ForeignHomeError extends FirmError {
  override readonly name = 'ForeignHomeError'

  constructor(home: string) {
    super('foreign-home', `the firm's folder ${home} belongs to another user`, {
      hint: 'Choose a folder of your own with FIRM_HOME.',
      data: { home },
    })
  }
}

/** There is no firm where one was looked for. */
export class NoFirmError extends FirmError {
  override readonly name = 'NoFirmError'

  constructor(home: string) {
    super('no-firm', `there is no firm at ${home}`, {
      hint: 'Make one: `firm init`. Or go to its repository, or name its folder with FIRM_HOME.',
      data: { home },
    })
  }
}
