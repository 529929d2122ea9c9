import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildProgram, firm } from '../../test/program/built-program.ts'

const folder = dirname(fileURLToPath(import.meta.url))
const file = join(folder, 'hello.ts')

/** Node takes TypeScript by itself from 22.18 on. */
const stripsTypes = 'typescript' in process.features && process.features.typescript !== false

beforeAll(buildProgram, 300_000)

describe('a company in one file', () => {
  it('has at most 40 lines', () => {
    expect(readFileSync(file, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(40)
  })

  it('is run by the program, from anywhere', () => {
    const run = firm(['run', file], { folder: dirname(folder) })
    expect(run).toEqual({ code: 0, out: 'Hello, world!\n', err: '' })
  })

  it('is run by node itself where node takes TypeScript, and refused by an older one', () => {
    const { status, stdout } = spawnSync(process.execPath, [file], { encoding: 'utf8' })
    const expected = stripsTypes
      ? { status: 0, stdout: 'Hello, world!\n' }
      : { status: 1, stdout: '' }
    expect({ status, stdout }).toEqual(expected)
  })

  it('that throws says so in a sentence and ends with 2', () => {
    const run = firm(['run', 'nowhere.ts'], { folder })
    expect({ code: run.code, out: run.out }).toEqual({ code: 2, out: '' })
    expect(run.err).toContain('nowhere.ts')
  })
})
