/** What one run of the built program loads: the parts of `src` and the packages, as the engine counts them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { firm, type ProgramPlace } from './built-program.ts'

/** What was loaded. Node's own modules are not among it. */
export interface Loaded {
  readonly parts: readonly string[]
  readonly packages: readonly string[]
  /** How many files that was, those of packages included. */
  readonly fileCount: number
}

/** Runs `firm` with these words and answers what its process loaded. Throws where it left no account of it. */
export const loadedBy = (words: readonly string[], place: ProgramPlace): Loaded => {
  const folder = mkdtempSync(join(tmpdir(), 'firm loaded '))
  try {
    const run = firm(words, {
      ...place,
      variables: { ...place.variables, NODE_V8_COVERAGE: folder },
    })
    const urls = readdirSync(folder).flatMap((file) => urlsIn(join(folder, file)))
    if (urls.length === 0) throw new Error(`it told nothing of what it loaded: ${run.err}`)
    return {
      parts: namesIn(urls, /\/dist\/([^/]+)\//),
      packages: namesIn(urls, /\/node_modules\/((?:@[^/]+\/)?[^/]+)/),
      fileCount: urls.length,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const urlsIn = (file: string): readonly string[] => {
  const told: { readonly result: readonly { readonly url: string }[] } = JSON.parse(
    readFileSync(file, 'utf8'),
  )
  return told.result.map(({ url }) => url).filter((url) => url.startsWith('file:'))
}

const namesIn = (urls: readonly string[], pattern: RegExp): readonly string[] =>
  [...new Set(urls.flatMap((url) => pattern.exec(url)?.[1] ?? []))].toSorted()
