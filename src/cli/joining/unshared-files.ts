/** What git makes of the files that joining writes: which are tracked, and which are to be left out of commits. */
import { relative } from 'node:path'
import { readGitText } from '../../environments/git/reader/index.ts'
import type { Configuration } from './configuration.ts'

/** Whether a file is one of the repository's own. */
export const isTracked = async (top: string, file: string): Promise<boolean> =>
  !relative(top, file).startsWith('..') &&
  (await readGitText({ folder: top }, ['ls-files', '-z', '--', relative(top, file)])) !== ''

/** The list of what this clone alone leaves out of commits, told to leave files out; undefined for none. */
export const excludeFiles = async (
  top: string,
  files: readonly string[],
): Promise<Configuration | undefined> => {
  if (files.length === 0) return undefined
  const asked = ['rev-parse', '--path-format=absolute', '--git-path', 'info/exclude']
  return {
    agent: 'every',
    file: await readGitText({ folder: top }, asked),
    purpose: 'what stands for this machine alone is left out of commits',
    isSecret: false,
    part: {
      kind: 'block',
      lines: files.map((file) => `/${escaped(relative(top, file))}`).toSorted(),
    },
  }
}

const escaped = (path: string): string => path.replace(/[*?[\\]/g, '\\$&')
