/** How the verifiers look at a repository: each thing asked of git by its path, nothing taken from a finder. */
import {
  encodePath,
  readBlob,
  type Repository,
  runGit,
} from '../../../environments/git/reader/index.ts'

/** What a finder claims, as far as a verifier needs it. */
export interface Claim {
  readonly kind: string
  readonly file: string
  readonly line: number
  readonly target: string
}

/** Says whether a claim is so, by a way of its own. */
export type Verifier = (claim: Claim) => Promise<boolean>

/** One commit of a repository, as the verifiers ask of it. */
export interface Evidence {
  readonly repository: Repository
  readonly commit: string
  /** Whether git knows a file or folder of that path in the commit; '' is the top. */
  readonly isTracked: (path: string) => Promise<boolean>
  /** What git answers when it follows symbolic links: `blob`, `tree`, `dangling`, `loop` … */
  readonly follow: (path: string) => Promise<string>
  readonly readText: (path: string) => Promise<string | undefined>
}

/** Opens the evidence; answers are kept, because many claims rest on one file. */
export const openEvidence = (repository: Repository, commit: string): Evidence => {
  const texts = new Map<string, Promise<string | undefined>>()
  const known = new Map<string, Promise<string>>()
  const ask = async (path: string, follow: boolean): Promise<string> => {
    const args = [
      'cat-file',
      '--batch-check=%(objecttype)',
      '-z',
      ...(follow ? ['--follow-symlinks'] : []),
    ]
    const input = Buffer.concat([Buffer.from(`${commit}:`), encodePath(path), Buffer.from([0])])
    const answer = (await runGit(repository, args, { input })).output.toString('latin1')
    return /\smissing\s*$/.test(answer) ? 'missing' : (answer.split(/[\s\0]/)[0] ?? '')
  }
  const read = async (path: string): Promise<string | undefined> => {
    const args = ['ls-tree', '-z', '--full-tree', commit, '--', path]
    const entry = (await runGit(repository, args)).output.toString('latin1')
    const object = /^100\d{3} blob ([0-9a-f]+)\t/.exec(entry)?.[1]
    return object === undefined ? undefined : (await readBlob(repository, object)).toString('utf8')
  }
  return {
    repository,
    commit,
    isTracked: async (path) =>
      (await kept(known, path, async () => await ask(path, false))) !== 'missing',
    follow: async (path) => await ask(path, true),
    readText: async (path) => await kept(texts, path, async () => await read(path)),
  }
}

/** The value under a name, made when it is first asked for. */
export const kept = async <T>(
  all: Map<string, Promise<T>>,
  name: string,
  make: () => Promise<T>,
): Promise<T> => {
  const known = all.get(name)
  if (known !== undefined) return await known
  const made = make()
  all.set(name, made)
  return await made
}
