/** Finds symbolic links that lead to nothing within the repository. */
import { normalize } from 'node:path/posix'
import { decodePath, readBlobs } from '../../../environments/git/reader/index.ts'
import { folderOf, type RepositoryView } from './repository-view.ts'
import type { Finder, Suspicion } from './suspicion.ts'

/** Links that lead through more links than this are taken for a circle, as the system does. */
const hopsMax = 40

/** The finder of dangling symbolic links. */
export const danglingLinkFinder = (view: RepositoryView): Finder => {
  const isLink = (path: string): boolean => view.find(path)?.kind === 'link'
  const find = async (paths: readonly string[]): Promise<readonly Suspicion[]> => {
    const links = await readLinks(view)
    return paths.flatMap((path) => {
      const target = links.get(path)
      if (target === undefined || !leadsNowhere(view, links, path)) return []
      return [suspect(path, target)]
    })
  }
  return { kind: 'dangling-link', reads: (path) => isLink(path) && !view.isLeftOut(path), find }
}

const suspect = (file: string, target: string): Suspicion => ({
  kind: 'dangling-link',
  file,
  line: 1,
  target,
  why: `The symbolic link leads to ${target}, which is not there: whatever follows it fails.`,
  mend: 'Point it to what took the place of its target, or remove it.',
})

const readLinks = async (view: RepositoryView): Promise<ReadonlyMap<string, string>> => {
  const links = view.files.filter((file) => file.kind === 'link' && (file.bytes ?? 0) < 4096)
  const blobs = await readBlobs(
    view.repository,
    links.map((file) => file.object),
  )
  return new Map(
    links.map(({ path, object }) => [path, decodePath(blobs.get(object) ?? Uint8Array.of())]),
  )
}

/** Follows a link name by name; what leaves the repository or is ignored is not ours to judge. */
const leadsNowhere = (
  view: RepositoryView,
  links: ReadonlyMap<string, string>,
  start: string,
): boolean => {
  let path = start
  for (let hops = 0; hops < hopsMax; hops += 1) {
    const [at, rest] = firstLink(links, path)
    const target = links.get(at)
    if (target === undefined) return !isThere(view, path)
    if (target.startsWith('/')) return false
    path = normalize(`${folderOf(at)}/./${target}${rest}`).replace(/^\/|\/$/g, '')
    if (path.startsWith('..')) return false
    if (path === '.' || path === '') return false
  }
  return true
}

const firstLink = (links: ReadonlyMap<string, string>, path: string): [string, string] => {
  const names = path.split('/')
  for (let count = 1; count <= names.length; count += 1) {
    const at = names.slice(0, count).join('/')
    if (links.has(at)) return [at, path.slice(at.length)]
  }
  return [path, '']
}

const isThere = (view: RepositoryView, path: string): boolean => {
  if (view.find(path) !== undefined || view.isFolder(path)) return true
  if (view.isIgnored(path) || view.isIgnored(`${path}/`)) return true
  return path.split('/').some((_, at, names) => {
    const above = names.slice(0, at).join('/')
    return view.find(above)?.kind === 'submodule'
  })
}
