/** A part, and each driver, mind, environment and library in it, is seen through its face alone. */
import { type House, isTest, partOf, type SourceFile } from '../house.ts'
import type { Rule } from '../rule.ts'

/** Folders inside a part that have a face of their own. */
const wings: readonly RegExp[] = [
  /^src\/ledger\/drivers\/[^/]+\//,
  /^src\/protocol\/library\//,
  /^src\/minds\/[^/]+\//,
  /^src\/environments\/[^/]+\//,
  /^src\/charters\/[^/]+\//,
]

const wingOf = (path: string): string | undefined =>
  wings.flatMap((wing) => wing.exec(path)?.[0] ?? [])[0]

const passesFace = (source: SourceFile, target: string): boolean => {
  const [from, to] = [partOf(source.path), partOf(target)]
  if (from === undefined || to === undefined || from === 'testing') return false
  const wing = wingOf(target)
  const isWithin = from === to && (wing === undefined || source.path.startsWith(wing))
  return !isWithin && !target.endsWith('/index.ts')
}

export const onlyFaces: Rule = {
  name: 'across parts, and into a wing, only through index.ts',
  find: ({ sources }) =>
    sources
      .filter((source) => !isTest(source.path))
      .flatMap((source) =>
        source.imports
          .filter((target) => passesFace(source, target))
          .map((target) => `${source.path} -> ${target}`),
      ),
  breach: {
    'src/kernel/decide.ts': "import { hashOf } from '../base/hash.ts'\n",
    'src/base/hash.ts': '/** Hashes. */\n',
    'src/minds/script/script.ts': "import { run } from '../command/command.ts'\n",
    'src/minds/command/command.ts': '/** A command. */\n',
  },
  red: [
    'src/kernel/decide.ts -> src/base/hash.ts',
    'src/minds/script/script.ts -> src/minds/command/command.ts',
  ],
}

const isOwnIndex = (path: string, target: string): boolean =>
  target.endsWith('/index.ts') &&
  path !== target &&
  path.startsWith(target.slice(0, -'index.ts'.length))

export const nobodyImportsTheirIndex: Rule = {
  name: 'nobody imports the index above them',
  find: ({ sources }: House) =>
    sources
      .filter((source) => source.path.startsWith('src/') && !isTest(source.path))
      .flatMap((source) =>
        source.imports
          .filter((target) => isOwnIndex(source.path, target))
          .map((target) => `${source.path} -> ${target}`),
      ),
  breach: {
    'src/base/hash.ts': "import { assert } from './index.ts'\n",
    'src/base/index.ts': "export { assert } from './assert.ts'\n",
  },
  red: ['src/base/hash.ts -> src/base/index.ts'],
}

const isFace = (path: string): boolean => /^src\/(.+\/)?index\.ts$/.test(path)

export const facesOnlyName: Rule = {
  name: 'an index.ts holds named exports from files and nothing else',
  find: ({ sources }: House) =>
    sources
      .filter((source) => isFace(source.path))
      .flatMap((source) =>
        source.program.body
          .filter((part) => part.type !== 'ExportNamedDeclaration' || part.source === null)
          .map((part) => `${source.path} holds ${part.type}`),
      ),
  breach: { 'src/base/index.ts': "export * from './assert.ts'\nexport const one = 1\n" },
  red: [
    'src/base/index.ts holds ExportAllDeclaration',
    'src/base/index.ts holds ExportNamedDeclaration',
  ],
}
