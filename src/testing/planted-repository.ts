/** A real repository in a temporary folder, made of given files, with fixed people and dates. */
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
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
  let commits = 0
  const git = async (...args: readonly string[]): Promise<string> => {
    const at = `2026-01-01T00:00:${String(commits % 60).padStart(2, '0')}Z`
    const variables = { ...person, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at }
    return await readGitText({ folder }, args, { variables })
  }
  const write = async (planted: PlantedFiles): Promise<void> => {
    for (const [path, content] of Object.entries(planted)) await plant(folder, path, content)
  }
  const commit = async (planted: PlantedFiles, message = 'Plant'): Promise<string> => {
    await write(planted)
    commits += 1
    await git('add', '--all', '--force')
    await git('commit', '--quiet', '--allow-empty', '-m', message)
    return await git('rev-parse', 'HEAD')
  }
  await runGit({ folder }, ['init', '--quiet', '--initial-branch=trunk', '--template='])
  if (files !== undefined) await commit(files, 'Begin')
  const remove = async (): Promise<void> => await rm(folder, { recursive: true, force: true })
  return { folder, commit, write, git, remove }
}

const plant = async (folder: string, path: string, content: Planted): Promise<void> => {
  const place = Buffer.concat([Buffer.from(`${folder}/`), encodePath(path)])
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await rm(place, { force: true })
  if (content === null) return
  if (typeof content === 'string' || content instanceof Uint8Array) await writeFile(place, content)
  else if ('link' in content) await symlink(content.link, place)
  else {
    await writeFile(place, content.executable)
    await chmod(place, 0o755)
  }
}
