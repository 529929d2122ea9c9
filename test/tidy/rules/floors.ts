/** Imports run down the floors, and equal floors do not see each other. */
import { isTest, partOf, type SourceFile } from '../house.ts'
import type { Rule } from '../rule.ts'

/** The floor of each part, from DESIGN section 10; `src/index.ts` is above them all. */
const floors: ReadonlyMap<string, number> = new Map([
  ['base', 1],
  ['ledger', 2],
  ['protocol', 2],
  ['evidence', 2],
  ['kernel', 3],
  ['memory', 4],
  ['supervision', 4],
  ['api', 5],
  ['host', 6],
  ['minds', 7],
  ['environments', 7],
  ['charters', 8],
  ['server', 8],
  ['client', 8],
  ['cli', 9],
  ['index.ts', 10],
])

const breachOf = (source: SourceFile, target: string): readonly string[] => {
  const from = partOf(source.path)
  const to = partOf(target)
  if (from === undefined || to === undefined || from === to || from === 'testing') return []
  const said = `${source.path} -> ${target}`
  if (to === 'testing') return [`${said} (nothing imports testing but tests)`]
  const [above, below] = [floors.get(from), floors.get(to)]
  if (above === undefined || below === undefined) return [`${said} (no such part in DESIGN)`]
  return below < above ? [] : [`${said} (floor ${above} imports floor ${below})`]
}

export const importsRunDown: Rule = {
  name: 'imports run down the floors, types included',
  find: ({ sources }) =>
    sources
      .filter((source) => !isTest(source.path))
      .flatMap((source) => source.imports.flatMap((target) => breachOf(source, target))),
  breach: {
    'src/base/clock.ts': "import type { Host } from '../host/index.ts'\n",
    'src/host/index.ts': "export { exam } from '../testing/index.ts'\n",
    'src/testing/index.ts': "export { exam } from './exam.ts'\n",
  },
  red: [
    'src/base/clock.ts -> src/host/index.ts (floor 1 imports floor 6)',
    'src/host/index.ts -> src/testing/index.ts (nothing imports testing but tests)',
  ],
}

export const partsAreNamed: Rule = {
  name: 'every folder of src is a part that DESIGN names',
  find: ({ sources }) => {
    const parts = new Set(sources.flatMap(({ path }) => partOf(path) ?? []))
    return [...parts].filter(
      (part) => part !== 'testing' && !floors.has(part) && !part.endsWith('.test.ts'),
    )
  },
  breach: { 'src/plumbing/pipe.ts': '/** A pipe. */\n' },
  red: ['plumbing'],
}
