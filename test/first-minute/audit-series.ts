/** The audit over repositories that nobody here made, as a series of tests: a slice of a long job is a seed. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../../audit/judge.ts'
import { appendRecord, judgedOf } from '../../audit/record.ts'
import { buildProgram } from '../program/built-program.ts'

/** Where a long run keeps what the series is judged by, once its last slice is through. */
const notes = process.env['LONG_NOTES']

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
      const judged = judgedOf({ path: name, seed }, findings, 0)
      if (notes !== undefined) appendRecord(notes, judged)
      expect(judged.wrong).toEqual([])
    })
  })
}
