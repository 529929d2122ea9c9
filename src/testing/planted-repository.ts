/** A real repository in a temporary folder, made of given files, with fixed people and dates. */
import { chmod, cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodePath, readGitText, runGit } from '../environments/git/reader/index.ts'

/** What to plant at a path: content, a link, or nothing (the path is removed). */
export type Planted =
  | string
  | Uint8Array
  | { readonly link: string }
  | { readonly executable: string }
  | null

/** A repository that a test owns. */
export interface PlantedRepository {
  readonly folder: string
  /** Writes the files, commits everything, and answers the commit. */
  readonly commit: (files: PlantedFiles, message?: string) => Promise<string>
  /** Writes the files and commits nothing. */
  readonly write: (files: PlantedFiles) => Promise<void>
  /** Runs git there and answers its text. */
  readonly git: (...args: readonly string[]) => Promise<string>
  /** The same repository, as it stands, in a folder of its own. */
  readonly copy: () => Promise<PlantedRepository>
  readonly remove: () => Promise<void>
}

/** Files by path; a path may be quoted as `decodePath` quotes it. */
export type PlantedFiles = { readonly [path: string]: Planted }

const person = {
  GIT_AUTHOR_NAME: 'Ana',
  GIT_AUTHOR_EMAIL: 'ana@example.org',
  GIT_COMMITTER_NAME: 'Ana',
  GIT_COMMITTER_EMAIL: 'ana@example.org',
}

/** Makes a repository on branch `trunk`, with one commit when files are given. */
export const plantRepository = async (files?: PlantedFiles): Promise<PlantedRepository> => {
  const folder = await mkdtemp(join(tmpdir(), 'firm planted-'))
  await runGit({ folder }, ['init', '--quiet', '--initial-branch=trunk', '--template='])
  const repository = plantedIn(folder, 0)
  if (files !== undefined) await repository.commit(files, 'Begin')
  return repository
}

/** Dates go on from the number of commits, so that a copy goes on as its original would. */
const plantedIn = (folder: string, before: number): PlantedRepository => {
  let commits = before
  const git: PlantedRepository['git'] = async (...args) => {
    const at = `2026-01-01T00:00:${String(commits % 60).padStart(2, '0')}Z`
    const variables = { ...person, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at }
    return await readGitText({ folder }, args, { variables })
  }
  const write: PlantedRepository['write'] = async (planted) => {
    for (const [path, content] of Object.entries(planted)) await plant(folder, path, content)
  }
  return {
    folder,
    git,
    write,
    commit: async (planted, message = 'Plant') => {
      await write(planted)
      commits += 1
      await git('add', '--all', '--force')
      await git('commit', '--quiet', '--allow-empty', '-m', message)
      return await git('rev-parse', 'HEAD')
    },
    copy: async () => {
      const copied = await mkdtemp(join(tmpdir(), 'firm planted-'))
      await cp(folder, copied, { recursive: true, verbatimSymlinks: true })
      return plantedIn(copied, commits)
    },
    remove: async () => await rm(folder, { recursive: true, force: true }),
  }
}

const plant = async (folder: string, path: string, content: Planted): Promise<void> => {
  const place = Buffer.concat([Buffer.from(`${folder}/`), encodePath(path)])
  await mkdir(place.subarray(0, place.lastIndexOf('/')), { recursive: true })
  await rm(place, { force: true })
  if (content === null) return
  if (typeof content === 'string' || content instanceof Uint8Array) await writeFile(place, content)
  else if ('link' in content) await symlink(content.link, place)
  else {
    await writeFile(place, content.executable)
    await chmod(place, 0o755)
  }
}
