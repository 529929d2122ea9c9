/** Where a firm lives: FIRM_HOME, or one folder per repository under the user's data folder. */
import { realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { hashOf } from '../../base/index.ts'

/** What the place of a firm depends on. */
export interface HomeQuestion {
  readonly variables: { readonly [name: string]: string | undefined }
  /** The folder it was asked in; a relative FIRM_HOME starts there. */
  readonly folder: string
  readonly personFolder: string
  readonly platform: string
  /** The git folder of the repository, shared by all its worktrees; absent outside of one. */
  readonly gitFolder?: string
}

/** The folder of the firm. It need not exist. */
export const firmHomeOf = (question: HomeQuestion): string => {
  const chosen = question.variables['FIRM_HOME']
  if (chosen !== undefined && chosen !== '') return resolve(question.folder, chosen)
  return join(dataFolderOf(question), 'firm', nameOf(question.gitFolder ?? question.folder))
}

const dataFolderOf = ({ variables, personFolder, platform }: HomeQuestion): string => {
  const named = variables['XDG_DATA_HOME']
  if (named !== undefined && isAbsolute(named)) return named
  if (platform === 'darwin') return join(personFolder, 'Library', 'Application Support')
  if (platform === 'win32') {
    return variables['LOCALAPPDATA'] ?? join(personFolder, 'AppData', 'Local')
  }
  return join(personFolder, '.local', 'share')
}

/** A name to read, and eight digits to tell two repositories of one name apart. */
const nameOf = (folder: string): string => {
  const real = realFolder(folder)
  const top = basename(real) === '.git' ? dirname(real) : real
  const readable = basename(top).replace(/[^A-Za-z0-9._-]+/g, '-')
  return `${readable === '' ? 'root' : readable}-${hashOf(real).slice(0, 8)}`
}

const realFolder = (folder: string): string => {
  try {
    return realpathSync(folder)
  } catch {
    return resolve(folder)
  }
}
