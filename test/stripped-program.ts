/** A copy of the sources without their types, so that a test can start a hundred processes without stripping each time. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

interface Stripper {
  readonly transformSync: (
    source: string,
    options: { readonly mode: 'strip-only' },
  ) => { readonly code: string }
}

// The package has no types of its own.
const { transformSync }: Stripper = createRequire(import.meta.url)('amaro')

const root = fileURLToPath(new URL('..', import.meta.url))

const isProgram = (path: string): boolean =>
  path.endsWith('.ts') && !/\.(test|test-d|long|d)\.ts$/.test(path)

/** Copies the folders of the repository into a new place; the answer tells where a file of them is now. */
export const stripInto = (
  place: string,
  folders: readonly string[],
): ((file: string) => string) => {
  mkdirSync(place, { recursive: true })
  cpSync(join(root, 'package.json'), join(place, 'package.json'))
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'))
  for (const folder of folders) {
    for (const path of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (isProgram(path)) strip(join(root, folder, path), scriptOf(join(place, folder, path)))
    }
  }
  return (file) => scriptOf(join(place, file))
}

const scriptOf = (file: string): string => file.replace(/\.ts$/, '.js')

const importOfOurs = /((?:from|import)\s*\(?\s*')(\.[^']*)\.ts'/g

const strip = (from: string, to: string): void => {
  const { code } = transformSync(readFileSync(from, 'utf8'), { mode: 'strip-only' })
  mkdirSync(dirname(to), { recursive: true })
  writeFileSync(
    to,
    code.replaceAll(importOfOurs, (words: string, before: string, file: string) =>
      // What a template says of files that are not ours, such as a charter's, stays.
      existsSync(join(dirname(from), `${file}.ts`)) ? `${before}${file}.js'` : words,
    ),
  )
}
