/** A function takes three parameters at most: the thing, what varies, options. */
import { isTest } from '../house.ts'
import type { Rule } from '../rule.ts'
import { breachesIn } from '../visit.ts'

interface Taking {
  readonly start: number
  readonly params: readonly unknown[]
}

export const fewParameters: Rule = {
  name: 'no function takes more than three parameters',
  find: ({ sources }) =>
    breachesIn(
      sources.filter(({ path }) => !isTest(path)),
      (note) => {
        const judge = ({ start, params }: Taking): void => {
          if (params.length > 3) note(start, `takes ${params.length} parameters`)
        }
        return {
          FunctionDeclaration: judge,
          FunctionExpression: judge,
          ArrowFunctionExpression: judge,
          TSMethodSignature: judge,
          TSFunctionType: judge,
        }
      },
    ),
  breach: {
    'src/base/a.ts': 'export const sum = (a: number, b: number, c: number, d: number) => a\n',
    'src/base/b.ts': 'export interface Sum { add(a: 1, b: 2, c: 3, d: 4): void }\n',
  },
  red: ['src/base/a.ts:1 takes 4 parameters', 'src/base/b.ts:1 takes 4 parameters'],
}
