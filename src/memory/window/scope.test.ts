/** On which places a standing fact bears, with what it finds too much and what it misses. */
import { describe, expect, it } from 'vitest'
import { bearsOn, placeOf, scopeOfStanding } from './scope.ts'

/** The path of a standing fact, a place, whether it bears on it. */
const table: readonly (readonly [string, string, boolean])[] = [
  ['decision/build', 'build/main.js', true],
  ['decision/build', 'scripts/build.mjs', true],
  ['decision/build', 'scripts/build.config.mjs', true],
  ['decision/Build', 'scripts/build', true],
  ['decision/build', '.github/workflows/build.yml', true],
  ['decision/github', '.github/workflows/build.yml', true],
  ['decision/build', 'scripts/rebuild.mjs', false],
  ['decision/build', 'scripts/build-all.mjs', false],
  ['decision/build', 'package.json', false],
  ['decision/package.json', 'package.json', true],
  ['decision/package', 'tools/package.json', true],
  ['decision/src/api', 'src/api/http.ts', true],
  ['decision/src/api', 'src', true],
  ['decision/src/api', 'src/ui', false],
  ['decision/src/api', 'src/v2/api/http.ts', true],
  ['decision/src/api', 'api/src.ts', false],
  ['decision/src/api', 'src/ap', false],
  ['decision/./src/api/', 'src/api/http.ts', true],
  ['document/api', 'src/api/http.ts', true],
  ['owner/src/api', 'src/api/http.ts', true],
  ['goal/speed', 'src/api/http.ts', true],
  ['decision/all', 'src/api/http.ts', true],
  ['decision/*', 'src/api/http.ts', true],
  ['architecture', 'src/api/http.ts', true],
  ['decision/build', '', true],
]

describe('a standing fact', () => {
  it.each(table)('%s bears on %s: %s', (standing, path, bears) => {
    expect(bearsOn(scopeOfStanding(standing), placeOf(path))).toBe(bears)
  })
})
