/** The public data sets that some tests hold Firm against; they are never copied into the project. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { TestContext } from 'vitest'

/** A file of the data. Where it is absent the test is left out by name; where it is required, it fails. */
export const publicData = (context: TestContext, path: string): string => {
  const file = resolve(process.env['FIRM_DATA'] ?? '../shared/data', path)
  if (existsSync(file)) return file
  if (process.env['FIRM_DATA_REQUIRED'] === '1') throw new Error(`the data are required: ${path}`)
  return context.skip(`the data are not here: ${path}`)
}
