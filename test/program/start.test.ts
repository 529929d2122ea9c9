import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildProgram, firm, startFirm } from './built-program.ts'
import { loadedBy } from './loaded-by.ts'
import { type StagedHome, stageWorkHome } from './staged-home.ts'

let staged: StagedHome

beforeAll(async () => {
  buildProgram()
  staged = await stageWorkHome()
}, 300_000)
afterAll(() => staged.remove())

const place = () => ({ folder: staged.home, variables: { FIRM_HOME: staged.home } })

/** What reads the command line, and what base stands on. */
const always = ['@noble/hashes', 'canonicalize', 'commander', 'pure-rand']
const parts = ['api', 'base', 'cli', 'environments']

describe('a command loads no more than it needs, since its caller waits for every file', () => {
  it.each([{ words: ['--version'] }, { words: ['--help'] }, { words: ['log', '--help'] }])(
    'of what a company is made of, $words loads nothing',
    ({ words }) => {
      const { fileCount, ...loaded } = loadedBy(words, place())
      expect(loaded).toEqual({ parts, packages: always })
      expect(fileCount).toBeLessThan(110)
    },
  )

  it.each([{ words: ['log'] }, { words: ['why', '3'] }, { words: ['goals'] }])(
    'what reads the ledger, as $words does, loads neither minds nor what checks protocols',
    ({ words }) => {
      const { fileCount, ...loaded } = loadedBy(words, place())
      expect(loaded).toEqual({
        parts: [
          ...parts,
          'host',
          'kernel',
          'ledger',
          'memory',
          'protocol',
          'supervision',
        ].toSorted(),
        packages: [
          ...always,
          '@noble/curves',
          '@neon-rs/load',
          'croner',
          'detect-libc',
          'libsql',
          'zod',
        ].toSorted(),
      })
      expect(fileCount).toBeLessThan(460)
    },
  )

  it('who asks a host that runs loads no kernel', async () => {
    const host = startFirm(['up'], place())
    await host.said('This is the host')
    const { fileCount, ...loaded } = loadedBy(['status'], place())
    firm(['stop'], place())
    await host.over
    expect(loaded).toEqual({ parts: [...parts, 'client'].toSorted(), packages: [...always, 'zod'] })
    expect(fileCount).toBeLessThan(240)
  })
})
