/** Builds the program once and runs it as a process, as a person would. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const mainFile = join(root, 'dist', 'cli', 'main.js')

/** How a run came out. */
export interface ProgramRun {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Where a run happens. The variables are all that the process gets besides the path. */
export interface ProgramPlace {
  readonly folder: string
  readonly variables?: { readonly [name: string]: string }
  readonly input?: string
}

/**
 * Compiles what has changed; an unchanged tree takes half a second. Errors of types are judged by
 * `npm run check`; here it is enough that a program comes out.
 */
export const buildProgram = (): void => {
  const compiler = join(root, 'node_modules', 'typescript')
  const { bin } = JSON.parse(readFileSync(join(compiler, 'package.json'), 'utf8'))
  const built = spawnSync(
    process.execPath,
    [join(compiler, bin.tsc), '-b', 'tsconfig.build.json'],
    { cwd: root, encoding: 'utf8' },
  )
  if (!existsSync(mainFile)) throw new Error(`the program does not build:\n${built.stdout}`)
}

/** Runs `firm` with these words. */
export const firm = (words: readonly string[], place: ProgramPlace): ProgramRun => {
  const run = spawnSync(process.execPath, [mainFile, ...words], {
    cwd: place.folder,
    encoding: 'utf8',
    input: place.input ?? '',
    env: { PATH: process.env['PATH'] ?? '', HOME: place.folder, ...place.variables },
  })
  return { code: run.status, out: run.stdout, err: run.stderr }
}
