/** How the verifiers look at a repository: each thing asked of git by its path, nothing taken from a finder. */
import {
  decodePath,
  encodePath,
  readBlob,
  type Repository,
  runGit,
  splitAtNul,
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
  let listing: Promise<ReadonlyMap<string, string>> | undefined
  const list = async (): Promise<ReadonlyMap<string, string>> => {
    listing ??= listTree(repository, commit)
    return await listing
  }
  const read = async (path: string): Promise<string | undefined> => {
    const object = /^100\d{3} blob ([0-9a-f]+)$/.exec((await list()).get(path) ?? '')?.[1]
    return object === undefined ? undefined : (await readBlob(repository, object)).toString('utf8')
  }
  return {
    repository,
    commit,
    isTracked: async (path) => path === '' || (await list()).has(path),
    follow: async (path) => await followLinks(repository, `${commit}:`, path),
    readText: async (path) => await kept(texts, path, async () => await read(path)),
  }
}

/** Every file and folder of a commit with its mode, type and object. */
const listTree = async (
  repository: Repository,
  commit: string,
): Promise<ReadonlyMap<string, string>> => {
  const args = ['ls-tree', '-r', '-t', '-z', '--full-tree', commit]
  const { output } = await runGit(repository, args)
  return new Map(
    splitAtNul(output).map((entry) => {
      const tab = entry.indexOf(0x09)
      return [decodePath(entry.subarray(tab + 1)), entry.subarray(0, tab).toString('latin1')]
    }),
  )
}

const followLinks = async (
  repository: Repository,
  prefix: string,
  path: string,
): Promise<string> => {
  const args = ['cat-file', '--batch-check=%(objecttype)', '--follow-symlinks', '-z']
  const input = Buffer.concat([Buffer.from(prefix), encodePath(path), Buffer.from([0])])
  const answer = (await runGit(repository, args, { input })).output.toString('latin1')
  return /\smissing\s*$/.test(answer) ? 'missing' : (answer.split(/[\s\0]/)[0] ?? '')
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
