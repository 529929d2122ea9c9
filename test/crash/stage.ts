/** Homes to crash in: prepared once, copied for each firm. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beginBranch, cloneForFirm } from '../../src/environments/git/index.ts'
import { readGitText } from '../../src/environments/git/reader/index.ts'
import { plantRepository } from '../../src/testing/planted-repository.ts'
import { stripInto } from '../stripped-program.ts'
import { crashHome, makeFolders } from './crash-home.ts'

/** Where firms crash. */
export interface Stage {
  /** The victim, ready to be started by Node alone. */
  readonly program: string
  /** A commit in the repository of every home, on no branch. */
  readonly commit: string
  /** A new home, in the given folder or one of its own. */
  readonly home: (folder?: string) => Promise<string>
  readonly strike: () => Promise<void>
}

/** Sets up a stage. */
export const setStage = async (): Promise<Stage> => {
  const folder = await mkdtemp(join(tmpdir(), 'firm crash-'))
  const planted = await plantRepository({ 'a.txt': '1\n' })
  const template = join(folder, 'template')
  const home = crashHome(template)
  await makeFolders(home)
  await writeFile(join(home.files, 'there.txt'), 'there\n')
  await writeFile(join(home.files, 'shared.txt'), 'old\n')
  const repository = await cloneForFirm(planted.folder, home.repository)
  await beginBranch(repository, 'firm/main')
  const commit = await planted.commit({ 'landed.txt': 'x\n' }, 'Land')
  await readGitText(repository, ['fetch', '--quiet', planted.folder, commit])
  await planted.remove()
  const fileOf = stripInto(join(folder, 'program'), ['src', 'test/crash'])
  let homeCount = 0
  return {
    program: fileOf('test/crash/victim.ts'),
    commit,
    home: async (at) => {
      const made = at ?? join(folder, `home ${(homeCount += 1)}`)
      await cp(template, made, { recursive: true })
      return made
    },
    strike: async () => await rm(folder, { recursive: true, force: true }),
  }
}
