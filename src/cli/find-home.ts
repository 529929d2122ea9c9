/** Finds the home of the firm that a command means, from where it was called. */
import { readGitText } from '../environments/git/reader/index.ts'
import { firmHomeOf } from './firm-home/index.ts'
import type { Surroundings } from './surroundings.ts'

/** The folder of the firm. It need not exist; worktrees of one repository share it. */
export const findHome = async (surroundings: Surroundings): Promise<string> => {
  const gitFolder = await findGitFolder(surroundings.folder)
  return firmHomeOf({ ...surroundings, ...(gitFolder === undefined ? {} : { gitFolder }) })
}

/** Outside of a repository, and without git, the folder itself names the firm. */
const findGitFolder = async (folder: string): Promise<string | undefined> => {
  try {
    const question = ['rev-parse', '--path-format=absolute', '--git-common-dir']
    const answer = await readGitText({ folder }, question)
    return answer.replace(/\n$/, '')
  } catch {
    return undefined
  }
}
