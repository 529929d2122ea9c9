/** Names carry units, are words, and are the words of DESIGN. */
import type { BindingPattern, PropertyKey } from 'oxc-parser'
import { isTest, type SourceFile } from '../house.ts'
import type { Rule } from '../rule.ts'
import { breachesIn } from '../visit.ts'

/** Breaches among the names that the files declare: variables, functions, parameters, properties. */
const amongNames = (
  sources: readonly SourceFile[],
  judge: (name: string) => string | undefined,
): readonly string[] =>
  breachesIn(
    sources.filter(({ path }) => !isTest(path)),
    (note) => {
      const see = (name: string | undefined, start: number): void => {
        const breach = name === undefined ? undefined : judge(name)
        if (breach !== undefined) note(start, breach)
      }
      const bind = (pattern: BindingPattern): void => see(boundName(pattern), pattern.start)
      const bindAll = ({ params }: { readonly params: readonly unknown[] }): void => {
        for (const parameter of params) {
          if (isPattern(parameter)) bind(parameter)
        }
      }
      return {
        VariableDeclarator: ({ id }) => bind(id),
        FunctionDeclaration: (node) => {
          see(node.id?.name, node.start)
          bindAll(node)
        },
        FunctionExpression: bindAll,
        ArrowFunctionExpression: bindAll,
        TSPropertySignature: ({ key, start }) => see(keyName(key), start),
        TSMethodSignature: ({ key, start }) => see(keyName(key), start),
        PropertyDefinition: ({ key, start }) => see(keyName(key), start),
      }
    },
  )

const isPattern = (value: unknown): value is BindingPattern =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'Identifier'

const boundName = (pattern: BindingPattern): string | undefined =>
  pattern.type === 'Identifier' ? pattern.name : undefined

const keyName = (key: PropertyKey): string | undefined =>
  key.type === 'Identifier' ? key.name : undefined

const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)

const clumsyUnit =
  /(Seconds|Minutes|Hours|Secs|Mins|Millis|Milliseconds|Timeout|Duration|Kb|Mb|Percentage|Prob)$/

export const unitsAreSaid: Rule = {
  name: 'durations end in Ms, sizes in Bytes, probabilities in Probability',
  find: ({ sources }) =>
    amongNames(sources, (name) =>
      clumsyUnit.test(name) ? `${name} hides or mixes its unit` : undefined,
    ),
  breach: {
    'src/base/a.ts': 'export interface Wait { readonly waitSeconds: number }\n',
    'src/base/b.ts': 'export const run = (turnTimeout: number) => turnTimeout\n',
  },
  red: [
    'src/base/a.ts:1 waitSeconds hides or mixes its unit',
    'src/base/b.ts:1 turnTimeout hides or mixes its unit',
  ],
}

const abbreviations: ReadonlySet<string> = new Set(
  `addr attr attrs btn buf cb cfg cmd conf ctx cur curr desc dest dst elem env err evt ext fn func
  idx impl len mgr msg msgs num obj opts param params pkg prev prob proc prop props ptr qty rand recv
  rel req res resp ret str tbl tmp txn val vals var vars`.split(/\s+/),
)

export const noAbbreviations: Rule = {
  name: 'names are words, not abbreviations',
  find: ({ sources }) =>
    amongNames(sources, (name) => {
      const short = wordsOf(name).find((word) => abbreviations.has(word))
      return short === undefined ? undefined : `${name} abbreviates (${short})`
    }),
  breach: { 'src/base/a.ts': 'export const run = (msg: string) => msg\n' },
  red: ['src/base/a.ts:1 msg abbreviates (msg)'],
}

/** Words that others use for what DESIGN section 2 names. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ['orchestrator', 'host'],
  ['blackboard', 'ledger'],
  ['journal', 'ledger'],
  ['constitution', 'charter'],
  ['human', 'person or operator'],
  ['humans', 'person or operator'],
  ['dashboard', 'control room'],
  ['reputation', 'record or capital'],
])

export const wordsOfDesign: Rule = {
  name: 'things are called what DESIGN calls them',
  find: ({ sources }) =>
    amongNames(sources, (name) => {
      const strange = wordsOf(name).find((word) => synonyms.has(word))
      return strange === undefined ? undefined : `${name}: say ${synonyms.get(strange)}`
    }),
  breach: { 'src/base/a.ts': 'export const humanChoice = 1\n' },
  red: ['src/base/a.ts:1 humanChoice: say person or operator'],
}
