/** The code of a charter: the bytes it was loaded from, its packages by name and version, and their hash. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Hash, hashOf, hashOfJson, isJsonObject } from '../../base/index.ts'
import type { Told } from './module-hooks.ts'

/** One file of a charter's code. */
export interface CodeFile {
  /** Seen from the root, with slashes. */
  readonly path: string
  readonly bytes: Uint8Array
  readonly hash: Hash
}

/** A package that a charter's code imports. */
export interface CodePackage {
  readonly name: string
  readonly version: string
}

/** What a charter was loaded from, and the hash over all of it. */
export interface LoadedCode {
  readonly code: Hash
  readonly root: string
  readonly entry: string
  readonly files: readonly CodeFile[]
  readonly packages: readonly CodePackage[]
}

/** The code of a loading that began with `file`. Machine and folder leave no trace in the hash. */
export const codeOf = (file: string, told: readonly Told[]): LoadedCode => {
  const loaded = told.flatMap((one) =>
    one.kind === 'file' ? [{ path: pathOf(one.url), bytes: one.bytes }] : [],
  )
  const root = folderOf(loaded.map(({ path }) => dirname(path)))
  const files = loaded
    .map(({ path, bytes }) => ({ path: within(root, path), bytes, hash: hashOf(bytes) }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
  const packages = packagesIn(told)
  const entry = within(root, pathOf(pathToFileURL(file).href))
  const code = hashOfJson({
    entry,
    files: files.map(({ path, hash }) => ({ path, hash })),
    packages: packages.map(({ name, version }) => ({ name, version })),
  })
  return { code, root, entry, files, packages }
}

const pathOf = (url: string): string => fileURLToPath(url)

const within = (root: string, path: string): string => relative(root, path).split(sep).join('/')

/** The deepest folder that holds all of these. */
const folderOf = (folders: readonly string[]): string => {
  const [first = sep, ...others] = folders
  let folder = first
  while (others.some((other) => other !== folder && !other.startsWith(join(folder, sep)))) {
    folder = dirname(folder)
  }
  return folder
}

const packagesIn = (told: readonly Told[]): readonly CodePackage[] => {
  const found = new Map<string, CodePackage>()
  for (const one of told) {
    const known = one.kind === 'package' ? packageAt(pathOf(one.url)) : undefined
    if (known !== undefined) found.set(`${known.name}@${known.version}`, known)
  }
  return [...found.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, known]) => known)
}

/** The package that a file belongs to: the nearest manifest above it that has a name. */
const packageAt = (path: string): CodePackage | undefined => {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json')
    if (!existsSync(manifest)) continue
    const read: unknown = JSON.parse(readFileSync(manifest, 'utf8'))
    if (!isJsonObject(read) || typeof read['name'] !== 'string') continue
    const version = read['version']
    return { name: read['name'], version: typeof version === 'string' ? version : '0.0.0' }
  }
  return undefined
}
