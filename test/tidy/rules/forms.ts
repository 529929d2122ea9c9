/** Forms of the language that the house does without. */
import type { Expression } from 'oxc-parser'
import { isTest, type SourceFile } from '../house.ts'
import type { Rule } from '../rule.ts'
import { breachesIn } from '../visit.ts'

const inHouse = (sources: readonly SourceFile[]): readonly SourceFile[] =>
  sources.filter(({ path }) => !isTest(path))

/** Configuration files and charters are loaded by their default export. */
const mayExportDefault = (path: string): boolean =>
  /\.config\.ts$|(^|\/)firm\.ts$|^examples\//.test(path)

export const noDefaultExports: Rule = {
  name: 'no default export but in configurations and charters',
  find: ({ sources }) =>
    breachesIn(
      inHouse(sources).filter(({ path }) => !mayExportDefault(path)),
      (note) => ({
        ExportDefaultDeclaration: ({ start }) => note(start, 'exports a default'),
      }),
    ),
  breach: { 'src/base/a.ts': 'export default 1\n' },
  red: ['src/base/a.ts:1 exports a default'],
}

export const noEnums: Rule = {
  name: 'no enum and no namespace',
  find: ({ sources }) =>
    breachesIn(sources, (note) => ({
      TSEnumDeclaration: ({ start }) => note(start, 'declares an enum'),
      TSModuleDeclaration: ({ start, declare }) => {
        if (!declare) note(start, 'declares a namespace')
      },
    })),
  breach: {
    'src/base/a.ts': 'export enum One { two }\nnamespace Three { export const four = 4 }\n',
  },
  red: ['src/base/a.ts:1 declares an enum', 'src/base/a.ts:2 declares a namespace'],
}

/** `new Map()` and `[]` at the top of a module are filled later; `new Map([…])` is data. */
const isEmptyStore = (init: Expression | null): boolean =>
  (init?.type === 'NewExpression' && init.arguments.length === 0) ||
  (init?.type === 'ArrayExpression' && init.elements.length === 0)

export const noModuleState: Rule = {
  name: 'no module keeps state',
  find: ({ sources }) =>
    inHouse(sources)
      .filter(({ path }) => path.startsWith('src/'))
      .flatMap((source) =>
        source.program.body.flatMap((statement) => {
          const declared =
            statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
          if (declared?.type !== 'VariableDeclaration' || declared.declare === true) return []
          const keeps =
            declared.kind !== 'const' || declared.declarations.some((one) => isEmptyStore(one.init))
          return keeps ? [`${source.path} keeps state at its top`] : []
        }),
      ),
  breach: {
    'src/base/a.ts': 'let count = 0\n',
    'src/base/b.ts': 'export const seen = new Map<string, number>()\n',
  },
  red: ['src/base/a.ts keeps state at its top', 'src/base/b.ts keeps state at its top'],
}

export const onlyErrorsInherit: Rule = {
  name: 'no class inherits but an error',
  find: ({ sources }) =>
    breachesIn(inHouse(sources), (note) => ({
      ClassDeclaration: ({ start, superClass }) => {
        if (superClass === null) return
        const isError = superClass.type === 'Identifier' && superClass.name.endsWith('Error')
        if (!isError) note(start, 'inherits')
      },
    })),
  breach: { 'src/base/a.ts': 'class Dog extends Animal {}\n' },
  red: ['src/base/a.ts:1 inherits'],
}

const isBareError = (node: Expression): boolean =>
  node.type === 'Identifier' && /^(Error|TypeError|RangeError|SyntaxError)$/.test(node.name)

export const noBareErrors: Rule = {
  name: 'what is thrown extends FirmError',
  find: ({ sources }) =>
    breachesIn(
      inHouse(sources).filter(({ path }) => path.startsWith('src/')),
      (note, source) => ({
        NewExpression: ({ start, callee }) => {
          if (isBareError(callee)) note(start, 'makes a bare error')
        },
        ClassDeclaration: ({ start, superClass }) => {
          if (source.path === 'src/base/firm-error.ts' || superClass === null) return
          if (isBareError(superClass)) note(start, 'extends a bare error')
        },
      }),
    ),
  breach: {
    'src/base/a.ts': "throw new Error('no')\n",
    'src/base/b.ts': 'export class LostError extends Error {}\n',
  },
  red: ['src/base/a.ts:1 makes a bare error', 'src/base/b.ts:1 extends a bare error'],
}
