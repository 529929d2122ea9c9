// The lists of fault points are what the sources reach, no more and no less.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { programFaultPoints } from '../cli/fault-points.ts'
import { joiningFaultPoints } from '../cli/joining/fault-points.ts'
import { contentFaultPoints, storeFaultPoints } from '../ledger/index.ts'
import { letterboxFaultPoints } from '../server/letterbox/index.ts'
import { faultPoints } from './fault-points.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The names that the sources reach by a text; those of the ledger are made from its list of writes. */
const reached = (): readonly string[] =>
  ['host', 'environments', 'minds', 'server', 'cli'].flatMap((part) =>
    readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
      .flatMap((path) => [
        ...readFileSync(join(root, part, path), 'utf8').matchAll(/\breach\(\s*'([^']+)'/g),
      ])
      .map(([, name = '']) => name),
  )

test('no name stands twice', () => {
  const all = [...faultPoints, ...programFaultPoints, ...letterboxFaultPoints]
  expect(new Set(all).size).toBe(all.length)
})

test('every point that is reached is listed, and every listed one is reached', () => {
  const ofLedger = new Set([...storeFaultPoints, ...contentFaultPoints])
  const ofHosts = faultPoints.filter((name) => !ofLedger.has(name))
  const besides = [...programFaultPoints, ...letterboxFaultPoints, ...joiningFaultPoints]
  const listed = [...ofHosts, ...besides]
  expect([...new Set(reached())].toSorted()).toEqual([...listed].toSorted())
})
