/** Finds scripts and files that documents and manifests name and that do not exist. */
import { extname, join, normalize } from 'node:path/posix'
import { isJsonObject } from '../../../base/index.ts'
import { parseJson } from './declared-packages.ts'
import { isGeneratedText, isSample } from './left-out.ts'
import { namedInDocument } from './named-in-document.ts'
import { type NamedFile, namedInManifest, namedInTypeSettings } from './named-in-manifest.ts'
import { namedInWorkflow } from './named-in-workflow.ts'
import { folderOf, foldersAbove, type RepositoryView } from './repository-view.ts'
import type { Finder, Suspicion } from './suspicion.ts'

/** Who names things, by the name of the file; paths in workflows are from the top. */
const namers: readonly (readonly [RegExp, (text: string) => readonly NamedFile[]])[] = [
  [/(?:^|\/)package\.json$/, namedInManifest],
  [/(?:^|\/)tsconfig(?:\.[\w-]+)?\.json$/, namedInTypeSettings],
  [/^\.github\/workflows\/[^/]+\.ya?ml$/, namedInWorkflow],
  [
    /(?:^|\/)(?:README|CONTRIBUTING|DEVELOP(?:MENT|ING|ER)?|HACKING|BUILD(?:ING)?|MAINTAINERS?|RELEAS(?:E|ING)|AGENTS|CLAUDE)\.md$/i,
    namedInDocument,
  ],
]

/** The finder of files and scripts that are named and missing. */
export const missingFileFinder = (view: RepositoryView): Finder => {
  const reads = (path: string): boolean =>
    !view.isLeftOut(path) && !isSample(path) && namers.some(([name]) => name.test(path))
  const find = async (paths: readonly string[]): Promise<readonly Suspicion[]> => {
    const scripts = await readScripts(view)
    return [...(await view.readTexts(paths))].flatMap(([path, text]) => {
      if (isGeneratedText(text)) return []
      const named = namers.find(([name]) => name.test(path))?.[1](text) ?? []
      const missing = named.filter((one) => isMissing(view, scripts, { path, named: one }))
      return withoutMade(onceEach(missing)).map((one) => suspect(path, one))
    })
  }
  return { kind: 'missing-file', reads, find }
}

type Scripts = ReadonlyMap<
  string,
  { readonly names: ReadonlySet<string>; readonly builds: boolean }
>

/** The scripts of each manifest, by folder. */
const readScripts = async (view: RepositoryView): Promise<Scripts> => {
  const paths = view.files.map(({ path }) => path)
  const texts = await view.readTexts(paths.filter((path) => /(?:^|\/)package\.json$/.test(path)))
  return new Map(
    [...texts].map(([path, text]) => {
      const scripts = parseJson(text)?.['scripts']
      const names = new Set(isJsonObject(scripts) ? Object.keys(scripts) : [])
      const builds = [...names].some((name) =>
        /build|compile|prepare|prepack|prepublish|dist|bundle/.test(name),
      )
      return [folderOf(path), { names, builds }]
    }),
  )
}

interface Named {
  readonly path: string
  readonly named: NamedFile
}

const isMissing = (view: RepositoryView, scripts: Scripts, { path, named }: Named): boolean => {
  const isManifest = path.endsWith('package.json')
  if ('script' in named.names) {
    const script = named.names.script
    if (isManifest) return scripts.get(folderOf(path))?.names.has(script) === false
    const above = foldersAbove(path).filter((folder) => scripts.has(folder))
    // A document at the side of its package may speak of the reader's own project.
    return (
      above.includes(folderOf(path)) &&
      above.every((folder) => scripts.get(folder)?.names.has(script) === false)
    )
  }
  const from = path.startsWith('.github/') ? '' : folderOf(path)
  const target = normalize(join(from, named.names.path)).replace(/\/$/, '')
  if (target.startsWith('..') || target === '.' || isThere(view, target, named)) return false
  if (!isNearTracked(view, target)) return false
  return !isManifest || !isEntry(named) || !isBuilt(view, scripts, { path, target })
}

const isEntry = (named: NamedFile): boolean => named.mayLackExtension === true

const isThere = (view: RepositoryView, target: string, named: NamedFile): boolean => {
  const ends =
    named.mayLackExtension === true
      ? ['', '.js', '.cjs', '.mjs', '.json', '.ts', '.d.ts', '.node']
      : ['']
  return (
    ends.some((end) => view.find(target + end) !== undefined) ||
    view.isFolder(target) ||
    view.isIgnored(target) ||
    view.isIgnored(`${target}/`) ||
    foldersAbove(target).some((folder) =>
      ['link', 'submodule'].includes(view.find(folder)?.kind ?? ''),
    )
  )
}

/** Something whose folder is not tracked either is made by a build, or is somebody else's. */
const isNearTracked = (view: RepositoryView, target: string): boolean => {
  const folder = folderOf(target)
  return view.isFolder(folder) || (view.isFolder(folderOf(folder)) && folderOf(folder) !== '')
}

/** Whether a build makes the file: its folder is not tracked, or a source of the same stem is there. */
const isBuilt = (
  view: RepositoryView,
  scripts: Scripts,
  { path, target }: { readonly path: string; readonly target: string },
): boolean => {
  const folder = folderOf(target)
  if (!view.isFolder(folder) || madeFolder.test(folder)) return true
  const stem = target.slice(0, target.length - extname(target).length).replace(/\.d$/, '')
  if (sourceEnds.some((end) => view.find(stem + end) !== undefined)) return true
  const builds = foldersAbove(path).some((above) => scripts.get(above)?.builds === true)
  return builds && folder === folderOf(path)
}

const madeFolder =
  /(?:^|\/)(?:dist|build|out|output|lib|libs|es|esm|cjs|umd|types|typings|bundles?|generated|target|release|public)(?:\/|$)/
const sourceEnds = ['.ts', '.tsx', '.mts', '.cts', '.coffee', '.jsx', '.es6']

/** Many entries that are missing from one folder are what a program writes there. */
const withoutMade = (missing: readonly NamedFile[]): readonly NamedFile[] =>
  missing.filter((one) => {
    const beside = missing.filter((other) => isEntry(other) && placeOf(other) === placeOf(one))
    return !isEntry(one) || beside.length <= entriesMissingMax
  })

const entriesMissingMax = 5
const placeOf = ({ target }: NamedFile): string => normalize(target).split('/')[0] ?? ''

const onceEach = (named: readonly NamedFile[]): readonly NamedFile[] =>
  [...new Map(named.toReversed().map((one) => [one.target, one])).values()].toReversed()

const suspect = (file: string, { target, line, names }: NamedFile): Suspicion => ({
  kind: 'missing-file',
  file,
  line,
  target,
  why:
    'script' in names
      ? `It names \`${target}\`, and the package has no script of that name.`
      : `It names ${target}, which is not in the repository: whoever follows it fails.`,
  mend: 'Name what took its place, bring it back, or take the line out.',
})
