/** The house as the rules see it: every source file parsed once, with its imports resolved. */
import { posix } from 'node:path'
import { parseSync, type ParseResult } from 'oxc-parser'

/** One parsed file. Paths are relative to the root, with slashes. */
export interface SourceFile {
  readonly path: string
  readonly text: string
  readonly program: ParseResult['program']
  readonly comments: ParseResult['comments']
  /** The text with every comment blanked, of the same length. */
  readonly code: string
  /** Files of the house that it imports, types included. */
  readonly imports: readonly string[]
  /** Everything else that it imports, such as `zod` and `node:fs`. */
  readonly packages: readonly string[]
}

/** All source files, by path, and the other texts of the repository. */
export interface House {
  readonly sources: readonly SourceFile[]
  readonly texts: ReadonlyMap<string, string>
}

const isSource = (path: string): boolean => /\.(ts|tsx|mts)$/.test(path) && !path.endsWith('.d.ts')

/** Parses a house from the texts of its files. */
export const houseOf = (texts: ReadonlyMap<string, string>): House => ({
  sources: [...texts]
    .filter(([path]) => isSource(path))
    .map(([path, text]) => sourceOf(path, text, texts)),
  texts,
})

const sourceOf = (path: string, text: string, texts: ReadonlyMap<string, string>): SourceFile => {
  const parsed = parseSync(path, text, { sourceType: 'module' })
  const specifiers = specifiersOf(parsed, text)
  const resolved = specifiers.map((specifier) => resolveImport(path, specifier, texts))
  return {
    path,
    text,
    program: parsed.program,
    comments: parsed.comments,
    code: blank(text, parsed.comments),
    imports: [...new Set(resolved.filter((target) => target !== undefined))],
    packages: [...new Set(specifiers.filter((specifier) => !specifier.startsWith('.')))],
  }
}

const specifiersOf = (parsed: ParseResult, text: string): readonly string[] => {
  const exported = parsed.module.staticExports.flatMap((declaration) =>
    declaration.entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
  )
  const called = [...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)].flatMap(
    (found) => found[1] ?? [],
  )
  const imported = parsed.module.staticImports.map((found) => found.moduleRequest.value)
  return [...imported, ...exported, ...called]
}

const resolveImport = (
  from: string,
  specifier: string,
  texts: ReadonlyMap<string, string>,
): string | undefined => {
  if (!specifier.startsWith('.')) return undefined
  const target = posix.join(posix.dirname(from), specifier)
  return [target, target.replace(/\.js$/, '.ts'), `${target}.ts`, `${target}/index.ts`].find(
    (path) => texts.has(path) && isSource(path),
  )
}

const blank = (text: string, comments: ParseResult['comments']): string => {
  let code = text
  for (const { start, end } of comments) {
    code = code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, ' ') + code.slice(end)
  }
  return code
}

/** Lines of a stretch of code that hold more than white space. */
export const lineCount = (code: string): number =>
  code.split('\n').filter((line) => line.trim() !== '').length

/** `path:line` of an offset in a file. */
export const placeOf = (source: SourceFile, offset: number): string =>
  `${source.path}:${source.text.slice(0, offset).split('\n').length}`

/** Whether a file is a test, or stands among what only tests use. */
export const isTest = (path: string): boolean =>
  /\.(test|test-d|spec|bench|long)\.tsx?$/.test(path) || /(^|\/)test\//.test(path)

/** The part of `src` that a file belongs to; `src/index.ts` is a part of its own, the top. */
export const partOf = (path: string): string | undefined => {
  const [first, second] = path.split('/')
  return first === 'src' ? second : undefined
}
