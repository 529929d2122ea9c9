/** Mends an undeclared import whose version the repository knows: the nearest manifest declares it. */
import { isJsonObject, type JsonObject } from '../../../base/index.ts'
import { parseJson } from '../finders/declared-packages.ts'
import { foldersAbove, type RepositoryView } from '../finders/repository-view.ts'
import type { Suspicion } from '../finders/suspicion.ts'
import type { Edit } from './edit.ts'
import { addEntry, type Entry } from './manifest-entry.ts'

const forWork =
  /(?:^|\/)(?:scripts?|tools?|build|bench|ci)\/|(?:^|\/)[^/]*\.?config\.[cm]?[jt]s$|(?:^|\/)\.[^/]+\.[cm]?[jt]s$/

/** The manifest is changed, and the lock file that must agree with it. */
export const mendImport = async (
  view: RepositoryView,
  { file, target }: Suspicion,
): Promise<readonly Edit[] | undefined> => {
  const folders = foldersAbove(file)
  const folder = folders.find((one) => view.find(inFolder(one, 'package.json')) !== undefined)
  if (folder === undefined) return undefined
  const lockFolder = folders.find(
    (one) => view.find(inFolder(one, 'package-lock.json')) !== undefined,
  )
  const lockPath = lockFolder === undefined ? undefined : inFolder(lockFolder, 'package-lock.json')
  const manifestPath = inFolder(folder, 'package.json')
  const lock = await readJson(view, lockPath)
  const range = (await rangeOfSibling(view, target)) ?? lockedRange(lock, target)
  const text = (await view.readTexts([manifestPath])).get(manifestPath)
  if (range === undefined || text === undefined) return undefined
  const field = forWork.test(file) ? 'devDependencies' : 'dependencies'
  const entry: Entry = { field, name: target, range }
  const newContent = addEntry(text, entry)
  if (newContent === undefined) return undefined
  const edit: Edit = { path: manifestPath, newContent }
  if (lockPath === undefined) return [edit]
  const own =
    folder === lockFolder ? '' : folder.slice(lockFolder === '' ? 0 : (lockFolder ?? '').length + 1)
  const locked = await addToLock(view, { path: lockPath, own, entry })
  return locked === undefined ? undefined : [edit, ...locked]
}

const inFolder = (folder: string, name: string): string =>
  folder === '' ? name : `${folder}/${name}`

const readJson = async (
  view: RepositoryView,
  path: string | undefined,
): Promise<JsonObject | undefined> => {
  if (path === undefined) return undefined
  const text = (await view.readTexts([path])).get(path)
  return text === undefined ? undefined : parseJson(text)
}

/** The one range by which other manifests of the repository declare the package. */
const rangeOfSibling = async (view: RepositoryView, name: string): Promise<string | undefined> => {
  const paths = view.files.map(({ path }) => path)
  const manifests = paths.filter(
    (path) => /(?:^|\/)package\.json$/.test(path) && !view.isLeftOut(path),
  )
  const ranges = [...(await view.readTexts(manifests)).values()].flatMap((text) => {
    const manifest = parseJson(text) ?? {}
    return ['dependencies', 'devDependencies'].flatMap((field) => {
      const list = manifest[field]
      const range = isJsonObject(list) ? list[name] : undefined
      return typeof range === 'string' ? [range] : []
    })
  })
  return new Set(ranges).size === 1 ? ranges[0] : undefined
}

const lockedRange = (lock: JsonObject | undefined, name: string): string | undefined => {
  const packages = lock?.['packages']
  const locked = isJsonObject(packages) ? packages[`node_modules/${name}`] : undefined
  const version = isJsonObject(locked) ? locked['version'] : undefined
  return typeof version === 'string' && /^\d+\.\d+\.\d+/.test(version) ? `^${version}` : undefined
}

interface Locking {
  readonly path: string
  /** The folder of the manifest, from that of the lock file. */
  readonly own: string
  readonly entry: Entry
}

/** Only a lock file that npm itself wrote, and that holds the package, is changed. */
const addToLock = async (
  view: RepositoryView,
  { path, own, entry }: Locking,
): Promise<readonly Edit[] | undefined> => {
  const text = (await view.readTexts([path])).get(path) ?? ''
  const lock = parseJson(text)
  const packages = lock?.['packages']
  if (lock === undefined || !isJsonObject(packages)) return undefined
  const root = packages[own]
  if (text !== `${JSON.stringify(lock, null, 2)}\n` || !isJsonObject(root)) return undefined
  if (lockedRange(lock, entry.name) === undefined) return undefined
  const list = isJsonObject(root[entry.field]) ? root[entry.field] : {}
  const grown = Object.entries({ ...(isJsonObject(list) ? list : {}), [entry.name]: entry.range })
  const sorted = Object.fromEntries(grown.toSorted(([a], [b]) => (a < b ? -1 : 1)))
  const changed = {
    ...lock,
    packages: { ...packages, [own]: { ...root, [entry.field]: sorted } },
  }
  return [{ path, newContent: `${JSON.stringify(changed, null, 2)}\n` }]
}
