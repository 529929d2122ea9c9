/** Files and scripts that a package's manifest names. */
import type { Json, JsonObject } from '../../../base/index.ts'
import { isJsonObject } from '../../../base/index.ts'
import { parseJson } from './declared-packages.ts'
import { namedInCommand } from './named-in-command.ts'

/** Something that a file names, relative to the folder that the file stands in. */
export interface NamedFile {
  /** As it is written. */
  readonly target: string
  readonly line: number
  /** A path from the folder of the file, or the name of a script of the manifest there. */
  readonly names: { readonly path: string } | { readonly script: string }
  /** Whether the path may be left without its extension. */
  readonly mayLackExtension?: boolean
}

/** What `package.json` names; nothing where it does not parse. */
export const namedInManifest = (text: string): readonly NamedFile[] => {
  const manifest = parseJson(text)
  if (manifest === undefined) return []
  const entries = [...entriesOf(manifest)]
  const paths = entries.filter((path) => isPlainPath(path))
  const scripts = isJsonObject(manifest['scripts']) ? manifest['scripts'] : {}
  const commands = Object.values(scripts).filter((command) => typeof command === 'string')
  return [
    ...[...new Set(paths)].map((target) => ({
      target,
      line: lineOf(text, JSON.stringify(target)),
      names: { path: target },
      mayLackExtension: true,
    })),
    ...commands.flatMap((command) =>
      namedInCommand(command).map((named) => ({
        ...named,
        line: lineOf(text, JSON.stringify(command)),
      })),
    ),
  ]
}

/** What `tsconfig.json` extends, where that is a file of the repository. */
export const namedInTypeSettings = (text: string): readonly NamedFile[] => {
  const match = /^[^/\n]*"extends"\s*:\s*"(\.[^"]+)"/m.exec(text)
  if (match?.[1] === undefined) return []
  const path = match[1].endsWith('.json') ? match[1] : `${match[1]}.json`
  return [{ target: match[1], line: lineOf(text, JSON.stringify(match[1])), names: { path } }]
}

const isPlainPath = (path: string): boolean => /^[\w@./ -]+$/.test(path) && !path.startsWith('/')

const entriesOf = function* (manifest: JsonObject): Generator<string> {
  for (const name of ['main', 'module', 'types', 'typings', 'unpkg', 'jsdelivr', 'style']) {
    yield* pathsIn(manifest[name])
  }
  for (const name of ['bin', 'man']) yield* pathsIn(manifest[name])
  yield* pathsIn(manifest['exports'], /^\.\//)
  const files = manifest['files']
  // Names at the top that npm always packs, and plain words, are as often wishes as files.
  if (Array.isArray(files))
    yield* files.filter((file) => typeof file === 'string' && isFileName(file)) as string[]
}

const isFileName = (path: string): boolean => !/[*!?[{]/.test(path) && /\.[a-z]\w{0,5}$/i.test(path)

const pathsIn = function* (value: Json | undefined, wanted: RegExp = /./): Generator<string> {
  if (typeof value === 'string') {
    if (wanted.test(value)) yield value
  } else if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) yield* pathsIn(item, wanted)
  } else if (isJsonObject(value)) {
    for (const item of Object.values(value)) yield* pathsIn(item, wanted)
  }
}

const lineOf = (text: string, written: string): number => {
  const at = text.indexOf(written)
  return at < 0 ? 1 : text.slice(0, at).split('\n').length
}
