// The audit over repositories that nobody here made: a slice is a seed. FIRM_AUDIT_SOURCES names the folder that
// holds them, each put under git, such as the sources of Debian packages.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../../audit/judge.ts'
import { buildProgram } from '../program/built-program.ts'

const folder = process.env['FIRM_AUDIT_SOURCES']
const seed = Number(process.env['LONG_SLICE'] ?? 0) + 1
const repositories = folder === undefined ? [] : readdirSync(folder).toSorted()
const allChecks = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])

beforeAll(buildProgram)

describe(`the audit with seed ${seed}`, () => {
  it('has at least five repositories that nobody here made', () => {
    expect(repositories.length, 'FIRM_AUDIT_SOURCES names their folder').toBeGreaterThanOrEqual(5)
  })

  it.each(repositories)('is green over %s', async (name) => {
    const path = join(folder ?? '', name)
    const findings = await audit({ path, seed, checks: allChecks, told: () => undefined })
    expect(
      [...findings].flatMap(([check, { wrong }]) => wrong.map((words) => `${check}: ${words}`)),
    ).toEqual([])
  })
})
