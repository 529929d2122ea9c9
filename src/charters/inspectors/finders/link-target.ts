/** Where a relative link of a document leads: to something, to nothing, or where we cannot judge. */
import { extname, join, normalize } from 'node:path/posix'
import { foldersAbove, folderOf, type RepositoryView } from './repository-view.ts'

/** A target taken apart; `path` is from the top of the repository. */
export interface LinkTarget {
  readonly path: string
  readonly anchor: string | undefined
}

const schemes = /^(?:[a-z][a-z0-9+.-]*:|\/\/|\/|\\|@|~|#?$)/i
const templated = /[{}<>$*|^]|%7B|\.\.\.|…|\s=\d|:\/\/|::/i
/** Targets that stand for whatever the reader has. */
const stopgap =
  /^(?:(?:the-|your-|my-|some-)?(?:urls?|links?|paths?|href|src|uri|file(?:name)?|todos?|tbd|x+|foo|bar|baz|image|img|site|address|website|here|ref|destination|target)|\d+|.*path\/to\/.*)$/i

/** Takes a target apart, or undefined where it is none of the repository's own. */
export const parseLinkTarget = (document: string, target: string): LinkTarget | undefined => {
  if (schemes.test(target) || templated.test(target) || stopgap.test(target)) return undefined
  const [, before = '', anchor] = /^([^#]*)(?:#(.*))?$/s.exec(target) ?? []
  const named = decodePercent(before.replace(/\?.*$/s, ''))
  if (named === undefined) return undefined
  const path =
    named === '' ? document : normalize(join(folderOf(document), named)).replace(/\/$/, '')
  if (path === '..' || path.startsWith('../')) return undefined
  return { path: path === '.' ? '' : path, anchor: anchor === '' ? undefined : anchor }
}

/** Whether something is at the path, or will be once the repository is built, or cannot be told. */
export const leadsSomewhere = (view: RepositoryView, path: string): boolean =>
  exists(view, path) ||
  view.isIgnored(path) ||
  view.isIgnored(`${path}/`) ||
  foldersAbove(path).some((folder) => ['link', 'submodule'].includes(view.find(folder)?.kind ?? ''))

/** Whether a page of this address may be made of a source beside it, as builders of sites do. */
export const isMadeFromSource = (view: RepositoryView, path: string): boolean => {
  if (templateEnds.some((end) => view.find(path + end) !== undefined)) return true
  const extension = extname(path)
  if (extension !== '' && !/^\.(?:html?|php|aspx)$/i.test(extension)) return false
  const stem = path.slice(0, path.length - extension.length)
  return sources.some((source) => view.find(stem + source) !== undefined)
}

/** The paths of the same name elsewhere in the repository, case apart, links included. */
export const pathsNamed = (view: RepositoryView, path: string): readonly string[] => {
  const name = nameOf(path)
  return name === ''
    ? []
    : view.files.map((file) => file.path).filter((one) => nameOf(one) === name)
}

/** The only file of the same name elsewhere in the repository, or undefined. */
export const onlyFileNamed = (view: RepositoryView, path: string): string | undefined => {
  const [only, ...more] = pathsNamed(view, path)
  if (only === undefined || more.length > 0 || only.startsWith('"')) return undefined
  if (commonNames.test(only) || view.isLeftOut(only)) return undefined
  const kind = view.find(only)?.kind
  return kind === 'file' || kind === 'executable' ? only : undefined
}

/** Names that every folder may have, so that one of them is not the other moved. */
const commonNames =
  /(?:^|\/)(?:readme|index|main|mod|lib|package|makefile|dockerfile|__init__|setup|config|todos?)(?:\.\w+)?$/i

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).toLowerCase()

/** How templates are called that a program makes documents of. */
export const templateEnds: readonly string[] =
  '.in .tmpl .tpl .j2 .jinja .template .erb .ejs .hbs .mustache .m4'.split(' ')

const exists = (view: RepositoryView, path: string): boolean =>
  path === '' || view.find(path) !== undefined || view.isFolder(path)

const sources = [
  '.md',
  '.mdx',
  '.markdown',
  '.rst',
  '.adoc',
  '.txt',
  '.html',
  '.htm',
  '.ipynb',
].flatMap((extension) => [
  extension,
  `/index${extension}`,
  `/README${extension}`,
  `/_index${extension}`,
])

const decodePercent = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
