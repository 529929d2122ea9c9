/** The audit over repositories that nobody here made, as a series of tests: a slice of a long job is a seed. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../../audit/judge.ts'
import { buildProgram } from '../program/built-program.ts'

const seed = Number(process.env['LONG_SLICE'] ?? 0) + 1

/** Audits every repository below FIRM_AUDIT_SOURCES, each put under git, such as the sources of Debian packages. */
export const auditSeries = (what: string, checks: ReadonlySet<number>): void => {
  const folder = process.env['FIRM_AUDIT_SOURCES']
  const repositories = folder === undefined ? [] : readdirSync(folder).toSorted()
  beforeAll(buildProgram)
  describe(`${what} with seed ${seed}`, () => {
    it('has at least five repositories that nobody here made', () => {
      expect(repositories.length, 'FIRM_AUDIT_SOURCES names their folder').toBeGreaterThanOrEqual(5)
    })

    it.each(repositories)('is green over %s', async (name) => {
      const path = join(folder ?? '', name)
      const findings = await audit({ path, seed, checks, told: () => undefined })
      expect(
        [...findings].flatMap(([check, { wrong }]) => wrong.map((words) => `${check}: ${words}`)),
      ).toEqual([])
    })
  })
}
