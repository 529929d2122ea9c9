/** Which packages the manifests above a source declare, and which names are no packages at all. */
import { builtinModules } from 'node:module'
import { isJsonObject, type Json, type JsonObject } from '../../../base/index.ts'
import { folderOf, foldersAbove, type RepositoryView } from './repository-view.ts'

/** What the manifests and settings of a repository say about names of packages. */
export interface DeclaredPackages {
  /** Whether an import of this specifier from this file names an undeclared package. */
  readonly isUndeclared: (file: string, specifier: string) => boolean
}

/** The name of the package in a specifier, or undefined where it names none. */
export const packageOf = (specifier: string): string | undefined =>
  /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*(?=\/|$)/i.exec(specifier)?.[0]

const fields = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
] as const
const settingsName =
  /(?:^|\/)(?:[^/]*config[^/]*\.(?:[cm]?[jt]s|json5?)|\.babelrc[^/]*|(?:webpack|vite|rollup|gulpfile|karma|jest|Gruntfile)[^/]*\.[cm]?[jt]s|import_?map\.json|deno\.jsonc?)$/i
const given = new Set([...builtinModules, 'bun', 'electron', 'vscode', 'atom', 'k6', 'original-fs'])

/** Reads all manifests, settings and declarations of modules. */
export const readDeclaredPackages = async (view: RepositoryView): Promise<DeclaredPackages> => {
  const manifests = await readManifests(view)
  const names = new Set([...manifests.values()].flatMap((manifest) => manifest?.name ?? []))
  const elsewhere = await readOtherNames(view)
  const sources = sourceModules(view)
  const declaredAnywhere = new Set(
    [...manifests.values()].flatMap((one) => [...(one?.declared ?? [])]),
  )
  const isKnown = (name: string, specifier: string): boolean =>
    given.has(name) ||
    names.has(name) ||
    elsewhere.has(name) ||
    elsewhere.has(name.split('/')[0] ?? '') ||
    elsewhere.has(specifier)
  const isUndeclared = (file: string, specifier: string): boolean => {
    const name = packageOf(specifier)
    if (name === undefined || specifier.includes(':') || isKnown(name, specifier)) return false
    const above = foldersAbove(file).filter((folder) => manifests.has(folder))
    if (above.length === 0 || isFolderOfSources(view, above, name)) return false
    if (isOwnModule(sources, file, specifier)) return false
    if (/\.d\.[cm]?ts$/.test(file) && declaredAnywhere.has(name)) return false
    return above.every((folder) => {
      const manifest = manifests.get(folder)
      return manifest !== undefined && !declares(manifest, name)
    })
  }
  return { isUndeclared }
}

interface Manifest {
  readonly name: string | undefined
  readonly declared: ReadonlySet<string>
}

/** By folder; undefined where a manifest does not parse, so that nothing below is judged. */
const readManifests = async (
  view: RepositoryView,
): Promise<ReadonlyMap<string, Manifest | undefined>> => {
  const paths = view.files.filter(({ path }) => /(?:^|\/)package\.json$/.test(path))
  const texts = await view.readTexts(paths.map(({ path }) => path))
  return new Map([...texts].map(([path, text]) => [folderOf(path), parseManifest(text)]))
}

const parseManifest = (text: string): Manifest | undefined => {
  const manifest = parseJson(text)
  if (!isJsonObject(manifest)) return undefined
  const name = manifest['name']
  const lists = fields.map((field) => manifest[field]).filter(isJsonObject)
  const bundled = manifest['bundledDependencies'] ?? manifest['bundleDependencies']
  const listed = Array.isArray(bundled) ? bundled.map(String) : []
  const engines = isJsonObject(manifest['engines']) ? Object.keys(manifest['engines']) : []
  const declared = new Set([...lists.flatMap((list) => Object.keys(list)), ...listed, ...engines])
  return { name: typeof name === 'string' ? name : undefined, declared }
}

/** The JSON object of a text, or undefined. */
export const parseJson = (text: string): JsonObject | undefined => {
  try {
    const value = JSON.parse(text.replace(/^\uFEFF/, '')) as Json
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Some packages bring others that are meant to be imported by name. */
const bringers: { readonly [name: string]: readonly string[] } = {
  '@jest/globals': ['jest'],
  '@docusaurus': ['@docusaurus/core'],
  '@theme': ['@docusaurus/core'],
  'react-dom': ['next'],
  'babel-types': ['@babel/core'],
  '@ember': ['ember-source', 'ember-cli'],
  '@angular': ['@angular/core'],
}

const declares = ({ declared }: Manifest, name: string): boolean => {
  const [scope = '', rest] = name.split('/')
  const typed = rest === undefined ? `@types/${name}` : `@types/${scope.slice(1)}__${rest}`
  const brought = bringers[name] ?? (rest === undefined ? undefined : bringers[scope])
  return (
    declared.has(name) ||
    declared.has(typed) ||
    brought?.some((bringer) => declared.has(bringer)) === true
  )
}

/** A name that is a folder or module of the project's own, reached by a base path or an alias. */
const isFolderOfSources = (
  view: RepositoryView,
  folders: readonly string[],
  name: string,
): boolean =>
  folders.some((folder) =>
    ['', 'src/', 'app/', 'lib/', 'source/', 'packages/', 'client/', 'js/'].some((below) => {
      const path = `${folder === '' ? '' : `${folder}/`}${below}${name}`
      return (
        view.isFolder(path) || ['.js', '.ts', '.tsx', '.jsx'].some((end) => view.find(path + end))
      )
    }),
  )

const sourceEnd = /(?:\/index)?\.(?:[cm]?[jt]sx?|d\.ts|vue|svelte|json|css|s[ac]ss|less)$/
const baseFolder =
  /(?:^|\/)(?:src|lib|app|source|js|ts|client|server|shared|common|core|components|modules|packages|static|web|ui|frontend|assets|scripts|styles)$/

/** Modules by the path that follows a folder which projects take as a base, with and without extension. */
const sourceModules = (view: RepositoryView): ReadonlySet<string> => {
  const modules = new Set<string>()
  for (const { path } of view.files) {
    if (!sourceEnd.test(path) || /(?:^|\/)node_modules\//.test(path)) continue
    modules.add(`/${path.replace(sourceEnd, '')}`)
    const parts = path.split('/')
    for (const [at] of parts.entries()) {
      if (at === 0 || !baseFolder.test(parts.slice(0, at).join('/'))) continue
      const module = parts.slice(at).join('/')
      modules.add(module).add(module.replace(sourceEnd, ''))
    }
  }
  return modules
}

/** A specifier that is a module below a base folder, or a file beside the source. */
const isOwnModule = (modules: ReadonlySet<string>, file: string, specifier: string): boolean =>
  modules.has(specifier) ||
  modules.has(`/${folderOf(file)}/${specifier}`.replace('//', '/').replace(sourceEnd, ''))

/** Names that settings give as aliases, and modules that declarations describe. */
const readOtherNames = async (view: RepositoryView): Promise<ReadonlySet<string>> => {
  const paths = view.files.map(({ path }) => path).filter((path) => !/node_modules\//.test(path))
  const settings = await view.readTexts(paths.filter((path) => settingsName.test(path)))
  const manifests = await view.readTexts(
    paths.filter((path) => /(?:^|\/)package\.json$/.test(path)),
  )
  const declarations = await view.readTexts(paths.filter((path) => /\.d\.[cm]?ts$/.test(path)))
  const sections = [...manifests.values()].map((text) => {
    const { jest, alias, browser, imports, overrides, paths: own } = parseJson(text) ?? {}
    return JSON.stringify([jest, alias, browser, imports, overrides, own])
  })
  return new Set([
    ...[...settings.values(), ...sections].flatMap(aliasesIn),
    ...[...declarations.values()].flatMap((text) =>
      [...text.matchAll(/declare module ["']([^"']+)["']/g)].map((match) =>
        (match[1] ?? '').replace(/\/?\*.*$/, ''),
      ),
    ),
  ])
}

const aliasesIn = (text: string): string[] => {
  const own = text.replaceAll(/\b(?:from|import|require)\s*\(?\s*["'][^"'\n]*["']/g, '')
  const quoted = /["'/]\^?(@?[\w.-]+(?:\\?\/[\w.-]+)?)(?:\\?\/?(?:\(?\.?\*\)?|\$)*)?\$?["'/]/g
  const bare = /[\s{,]([a-z][\w-]*)\s*:\s*(?:path\b|["'`]|resolve|join|[A-Za-z]+Dir\b)/g
  const names = [...own.matchAll(quoted), ...(/alias/i.test(text) ? text.matchAll(bare) : [])]
  return names.map((match) => (match[1] ?? '').replaceAll('\\', ''))
}
