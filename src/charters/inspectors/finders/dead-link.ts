/** Finds relative links and anchors in Markdown documents that lead nowhere. */
import { extname, relative } from 'node:path/posix'
import { isSitePage } from './document-site.ts'
import { isGeneratedText } from './left-out.ts'
import {
  isMadeFromSource,
  leadsSomewhere,
  type LinkTarget,
  onlyFileNamed,
  parseLinkTarget,
  templateEnds,
} from './link-target.ts'
import { type MarkdownPage, parseMarkdown, type Passage } from './markdown-page.ts'
import { type MadePaths, readMadePaths } from './made-paths.ts'
import { folderOf, foldersAbove, type RepositoryView } from './repository-view.ts'
import type { Finder, Suspicion } from './suspicion.ts'

const isDocument = (path: string): boolean => /\.(?:md|markdown)$/i.test(path)

/** Text whose headings or anchors another program adds, so that its anchors cannot be judged. */
const madeElsewhere =
  /^\s*(?:\{\{.*\}\}|\{%.*%\}|\{!.*!\}|--8<--.*|::: *include.*|\[\[_?toc_?\]\]|import .* from .*|export .*)\s*$|\{%-?\s*include|\{\{[<>#]|<!--\s*@?include/im

/** A document with its page; read once for all links that lead to it. */
interface Read {
  readonly text: string
  readonly page: MarkdownPage
}

/** The finder of dead links. */
export const deadLinkFinder = (view: RepositoryView): Finder => {
  let programs: Promise<MadePaths> | undefined
  const reads = (path: string): boolean => isDocument(path) && !view.isLeftOut(path)
  const find = async (paths: readonly string[]): Promise<readonly Suspicion[]> => {
    const pages = await readPages(view, paths)
    const linked = [...pages].flatMap(([path, { page }]) =>
      page.links.flatMap((link) => {
        const target = parseLinkTarget(path, link.text)
        return target?.anchor === undefined || pages.has(target.path) ? [] : [target.path]
      }),
    )
    const others = await readPages(view, [...new Set(linked)].filter(isDocument))
    const all = new Map([...others, ...pages])
    programs ??= readMadePaths(view)
    const isMade = await programs
    return [...pages].flatMap(([path, { text, page }]) =>
      isGeneratedText(text)
        ? []
        : page.links
            .flatMap((link) => judge(view, all, { path, page, link }))
            .filter((one) => !isMade(parseLinkTarget(path, one.target)?.path ?? '')),
    )
  }
  return { kind: 'dead-link', reads, find }
}

const readPages = async (
  view: RepositoryView,
  paths: readonly string[],
): Promise<Map<string, Read>> => {
  const texts = await view.readTexts(paths)
  return new Map([...texts].map(([path, text]) => [path, { text, page: parseMarkdown(text) }]))
}

interface Linked {
  readonly path: string
  readonly page: MarkdownPage
  readonly link: Passage
}

const judge = (
  view: RepositoryView,
  pages: ReadonlyMap<string, Read>,
  { path, page, link }: Linked,
): Suspicion[] => {
  const target = parseLinkTarget(path, link.text)
  if (target === undefined) return []
  const place = { kind: 'dead-link', file: path, line: link.line, target: link.text } as const
  if (!leadsSomewhere(view, target.path)) {
    const inSite = page.hasFrontMatter || isSitePage(view, path)
    if (mayLeadSomewhere(view, { document: path, target, inSite })) return []
    const why = `The link leads to ${target.path}, which is not in the repository.`
    return [{ ...place, why, mend: mendOfPath(view, path, target) }]
  }
  const read = pages.get(target.path)
  if (target.anchor === undefined || read === undefined) return []
  if (madeElsewhere.test(read.text) || hasAnchor(read.page, target.anchor)) return []
  if (isPiece(view, path, page) && isBeside(pages, target.path, target.anchor)) return []
  if (target.path === path && isWrittenElsewhere(pages, target.anchor)) return []
  if (isNearTemplates(view, path)) return []
  const why = `The link leads to #${target.anchor}, which is no heading or anchor of ${target.path}.`
  return [{ ...place, why, mend: 'Name the heading as it is now, or add the anchor.' }]
}

/** Documents beside or below templates of documents may be parts of them. */
const isNearTemplates = (view: RepositoryView, path: string): boolean => {
  const above = new Set(foldersAbove(path).filter((folder) => folder !== ''))
  return view.files.some(
    (file) =>
      templateEnds.some((end) => file.path.endsWith(`.md${end}`)) && above.has(folderOf(file.path)),
  )
}

const isWrittenElsewhere = (pages: ReadonlyMap<string, Read>, anchor: string): boolean =>
  [...pages.values()].some(({ page }) => page.written.has(anchor))

const isPiece = (view: RepositoryView, path: string, page: MarkdownPage): boolean =>
  page.hasFrontMatter || isSitePage(view, path) || /(?:^|\/)\d+[-_.][^/]*$/.test(path)

/** Builders of sites may put the documents of one folder together into one page. */
const isBeside = (pages: ReadonlyMap<string, Read>, path: string, anchor: string): boolean =>
  [...pages].some(
    ([other, { page }]) => folderOf(other) === folderOf(path) && hasAnchor(page, anchor),
  )

interface Leading {
  readonly document: string
  readonly target: LinkTarget
  readonly inSite: boolean
}

/** Links that a builder of sites resolves, or that cannot be told from a name of something else. */
const mayLeadSomewhere = (view: RepositoryView, { document, target, inSite }: Leading): boolean => {
  if (isMadeFromSource(view, target.path)) return true
  const extension = extname(target.path).toLowerCase()
  if (/^\.\d\w*$|^\.(?:com|org|net|io|dev)$/.test(extension)) return true
  if (/^\.(?:html?|php|aspx?)$/.test(extension)) return inSite || !hasPagesBeside(view, target.path)
  if (!inSite) return false
  const written = relative(folderOf(document), target.path)
  return (
    extension === '' ||
    foldersAbove(document).some((folder) => leadsSomewhere(view, joined(folder, written)))
  )
}

const joined = (folder: string, path: string): string =>
  `${folder}/${path.replace(/^(?:\.\.?\/)+/, '')}`.replace(/^\//, '')

const hasPagesBeside = (view: RepositoryView, path: string): boolean => {
  const folder = folderOf(path)
  return view.files.some((file) => /\.html?$/i.test(file.path) && folderOf(file.path) === folder)
}

const mendOfPath = (view: RepositoryView, document: string, target: LinkTarget): string => {
  const only = onlyFileNamed(view, target.path)
  if (only === undefined) return 'Name what took its place, or take the link out.'
  return `Write ${relative(folderOf(document), only)}, the only file of that name.`
}

/** Renderers differ in how they make anchors of headings: only letters and digits are compared. */
const hasAnchor = (page: MarkdownPage, anchor: string): boolean => {
  const wanted = squeeze(anchor)
  if (
    /^(?:top|readme|L\d+(?:-L?\d+)?|:~:.*|.*-ov-file|user-content-.*|fn(?:ref)?[:-]?\w+)$/i.test(
      anchor,
    )
  ) {
    return true
  }
  const unnumbered = wanted.replace(/\d+$/, '')
  const known = new Set([...page.anchors, ...page.written].map(squeeze))
  // Some builders put the heading above before a heading's own words.
  const isBelow = (own: string): boolean =>
    own !== '' && wanted.endsWith(own) && known.has(wanted.slice(0, -own.length))
  return [...known].some((own) => own === wanted || own === unnumbered || isBelow(own))
}

const squeeze = (text: string): string => {
  let plain = text
  try {
    plain = decodeURIComponent(text)
  } catch {
    // An anchor with a bare percent sign is compared as it is written.
  }
  return plain
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}
