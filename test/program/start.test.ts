import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildProgram } from './built-program.ts'
import { loadedBy } from './loaded-by.ts'

const folder = mkdtempSync(join(tmpdir(), 'firm start '))

beforeAll(buildProgram, 300_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What reads the command line; the rest is what base stands on. */
const always = ['@noble/hashes', 'canonicalize', 'commander', 'pure-rand']

describe('a command loads no more than it needs, since its caller waits for every file', () => {
  it.each([{ words: ['--version'] }, { words: ['--help'] }, { words: ['log', '--help'] }])(
    'of what a company is made of, $words loads nothing',
    ({ words }) => {
      const { fileCount, ...loaded } = loadedBy(words, { folder })
      expect(loaded).toEqual({ parts: ['api', 'base', 'cli', 'environments'], packages: always })
      expect(fileCount).toBeLessThan(95)
    },
  )
})
