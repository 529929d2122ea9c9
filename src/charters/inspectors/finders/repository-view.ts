/** What the finders see of a repository: the files of one commit, read from git's objects alone. */
import { dirname } from 'node:path/posix'
import {
  listFiles,
  readBlobs,
  type Repository,
  type TrackedFile,
} from '../../../environments/git/reader/index.ts'
import { type IgnoreRules, parseIgnoreRules } from './ignore-rules.ts'
import { isAsideByName, parseAttributes } from './left-out.ts'

/** One commit of a repository, as the finders see it. */
export interface RepositoryView {
  readonly repository: Repository
  readonly commit: string
  readonly files: readonly TrackedFile[]
  readonly find: (path: string) => TrackedFile | undefined
  /** Whether a folder holds tracked files; '' is the top. */
  readonly isFolder: (path: string) => boolean
  /** Whether the commit's own rules ignore a path; a folder is asked for with a slash at its end. */
  readonly isIgnored: IgnoreRules
  /** Whether a path is test data, a template, vendored or generated. */
  readonly isLeftOut: (path: string) => boolean
  /** The texts of those paths that are files, are text and are not too large. */
  readonly readTexts: (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

/** The largest file whose text is read. */
export const textBytesMax: number = 1024 * 1024
const batchBytesMax = 24 * 1024 * 1024
const keptBytesMax = 96 * 1024 * 1024

/** The view of a commit of a repository. */
export const openView = async (repository: Repository, commit: string): Promise<RepositoryView> => {
  const files = await listFiles(repository, commit)
  const byPath = new Map(files.map((file) => [file.path, file]))
  const folders = foldersOf(files)
  const readTexts = textReader(repository, byPath)
  const ruleFiles = files.filter(({ path }) => /(^|\/)\.git(?:ignore|attributes)$/.test(path))
  const ruleTexts = await readTexts(ruleFiles.map(({ path }) => path))
  const rules = [...ruleTexts].filter(([path]) => path.endsWith('.gitignore'))
  const isAttributed = parseAttributes(ruleTexts.get('.gitattributes') ?? '')
  return {
    repository,
    commit,
    files,
    find: (path) => byPath.get(path),
    isFolder: (path) => folders.has(path),
    isIgnored: parseIgnoreRules(new Map(rules.map(([path, text]) => [folderOf(path), text]))),
    isLeftOut: (path) => isAsideByName(path) || isAttributed(path),
    readTexts,
  }
}

/** The folder of a path; '' is the top. */
export const folderOf = (path: string): string => {
  const folder = dirname(path)
  return folder === '.' ? '' : folder
}

/** The folders above a path, nearest first, the top ('') last. */
export const foldersAbove = (path: string): readonly string[] => {
  const above: string[] = []
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) above.push(folder)
  return [...above, '']
}

const foldersOf = (files: readonly TrackedFile[]): ReadonlySet<string> => {
  const folders = new Set([''])
  for (const { path, kind } of files) {
    for (const folder of foldersAbove(path)) {
      if (folders.has(folder)) break
      folders.add(folder)
    }
    if (kind === 'submodule') folders.add(path)
  }
  return folders
}

const textReader = (
  repository: Repository,
  byPath: ReadonlyMap<string, TrackedFile>,
): RepositoryView['readTexts'] => {
  const kept = new Map<string, string>()
  let keptBytes = 0
  return async (paths) => {
    const texts = new Map<string, string>()
    const wanted: TrackedFile[] = []
    for (const path of paths) {
      const file = byPath.get(path)
      if (file === undefined || !isReadable(file)) continue
      const known = kept.get(file.object)
      if (known === undefined) wanted.push(file)
      else texts.set(path, known)
    }
    for (const batch of batchesOf(wanted)) {
      const blobs = await readBlobs(
        repository,
        batch.map((file) => file.object),
      )
      for (const { path, object } of batch) {
        const text = textOf(blobs.get(object))
        if (text === undefined) continue
        texts.set(path, text)
        keptBytes += text.length
        if (keptBytes < keptBytesMax) kept.set(object, text)
      }
    }
    return texts
  }
}

const isReadable = (file: TrackedFile): boolean =>
  (file.kind === 'file' || file.kind === 'executable') && (file.bytes ?? 0) <= textBytesMax

const textOf = (bytes: Buffer | undefined): string | undefined =>
  bytes === undefined || bytes.subarray(0, 8000).includes(0) ? undefined : bytes.toString('utf8')

const batchesOf = (files: readonly TrackedFile[]): TrackedFile[][] => {
  const batches: TrackedFile[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const file of files) {
    if (bytes + (file.bytes ?? 0) > batchBytesMax) {
      batches.push([])
      bytes = 0
    }
    batches.at(-1)?.push(file)
    bytes += file.bytes ?? 0
  }
  return batches
}
