/** Type-checks a charter by the project's own compiler, where there is one. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Processes } from '../ports/index.ts'

/** What the compiler said, or why it was not asked. */
export type TypeVerdict =
  | { readonly kind: 'sound' }
  /** One sentence a mistake, with its place. */
  | { readonly kind: 'mistaken'; readonly mistakes: readonly string[] }
  | { readonly kind: 'not-run'; readonly why: string }

/** What a check needs besides the file. */
export interface TypeCheckOptions {
  readonly processes: Processes
  /** The address of the package's own face: what `import 'firm'` means. */
  readonly program: URL
  /** At most so long; half a minute unless said. */
  readonly timeMs?: number
  /** Where the compiler is looked for; the charter's folder and those above it unless said. */
  readonly project?: string
}

/** Type-checks one charter with all that it imports. Nothing is written into the project. */
export const typeCheck = async (file: string, options: TypeCheckOptions): Promise<TypeVerdict> => {
  const project = resolve(options.project ?? dirname(file))
  const compiler = above(project, 'node_modules/typescript/bin/tsc')
  if (compiler === undefined) {
    return notRun('this project has no TypeScript compiler; `npm install --save-dev typescript`')
  }
  const folder = await mkdtemp(join(tmpdir(), 'firm-check-'))
  try {
    const configuration = join(folder, 'tsconfig.json')
    await writeFile(configuration, JSON.stringify(configurationFor(file, project, options.program)))
    return await compile({ compiler, configuration, file, options })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const notRun = (why: string): TypeVerdict => ({ kind: 'not-run', why })

/** The nearest folder, this one or above, that has the path; the whole path. */
const above = (folder: string, path: string): string | undefined => {
  const found = join(folder, path)
  if (existsSync(found)) return found
  return dirname(folder) === folder ? undefined : above(dirname(folder), path)
}

/** The project's own settings, on the charter alone, with `firm` as the running program. */
const configurationFor = (file: string, project: string, program: URL): object => {
  const own = above(project, 'tsconfig.json')
  const face = fileURLToPath(program)
  const part = join(dirname(face), '*', face.endsWith('.ts') ? 'index.ts' : 'index.d.ts')
  const roots = [project, dirname(face)].flatMap((place) => above(place, 'node_modules') ?? [])
  return {
    ...(own === undefined ? {} : { extends: own }),
    files: [resolve(file)],
    include: [],
    references: [],
    compilerOptions: {
      ...(own === undefined ? fallbackSettings : {}),
      // The loader takes every file of a charter for a module, whatever a manifest near it says.
      module: 'esnext',
      moduleResolution: 'bundler',
      noEmit: true,
      composite: false,
      incremental: false,
      declaration: false,
      isolatedDeclarations: false,
      rewriteRelativeImportExtensions: false,
      allowImportingTsExtensions: true,
      skipLibCheck: true,
      noUnusedLocals: false,
      noUnusedParameters: false,
      rootDir: '/',
      typeRoots: roots.map((root) => join(root, '@types')),
      paths: {
        firm: [face.replace(/\.js$/, '.d.ts')],
        'firm/*': [part],
        // Packages of the project come first, then those that the program brings along.
        '*': roots.map((root) => join(root, '*')),
      },
    },
  }
}

/** Settings for a place without any. */
const fallbackSettings = {
  target: 'es2023',
  strict: true,
  exactOptionalPropertyTypes: true,
  types: [],
}

const timeMsDefault = 120_000
const outputBytesMax = 1_000_000

const compile = async (run: {
  readonly compiler: string
  readonly configuration: string
  readonly file: string
  readonly options: TypeCheckOptions
}): Promise<TypeVerdict> => {
  const { compiler, configuration, file, options } = run
  const folder = dirname(resolve(file))
  const result = await options.processes.run(
    {
      program: process.execPath,
      args: [compiler, '--pretty', 'false', '-p', configuration],
      folder,
      variables: {},
      input: '',
      limits: { timeMs: options.timeMs ?? timeMsDefault, outputBytes: outputBytesMax },
      // Its own: what ends one check must not end another that runs beside it.
      mark: configuration,
    },
    new AbortController().signal,
  )
  if (result.end !== 'exited') return notRun(`the compiler was ended: ${result.end}`)
  if (result.exitCode === null) return notRun('the compiler was ended by a signal')
  if (result.exitCode === 0) return { kind: 'sound' }
  const mistakes = mistakesIn(result.output, folder)
  if (mistakes.length > 0) return { kind: 'mistaken', mistakes }
  const said = `${result.output}${result.errorOutput}`.trim().split('\n')[0] ?? ''
  return notRun(`the compiler gave up: ${said}`)
}

/**
 * `FILE(2,3): error TS2322: …` as `FILE:2:3: …`, files seen from the charter's folder. Of the lines
 * that explain a mistake the last says it best: it is about the word itself.
 */
const mistakesIn = (output: string, folder: string): readonly string[] => {
  const mistakes: { readonly place: string; readonly said: string }[] = []
  for (const line of output.split('\n')) {
    const found = /^(.+?)\((\d+),(\d+)\): error TS\d+: (.+)$/.exec(line)
    if (found !== null) {
      const [, path = '', row = '', column = '', said = ''] = found
      const place = `${relative(folder, resolve(folder, path))}:${row}:${column}`
      mistakes.push({ place, said: said.trim() })
    } else if (/^\s+\S/.test(line)) {
      const last = mistakes.pop()
      if (last !== undefined) mistakes.push({ place: last.place, said: line.trim() })
    }
  }
  return mistakes.map(({ place, said }) => `${place}: ${said}`)
}
