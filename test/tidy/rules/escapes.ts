/** No way around the compiler or the linter. */
import { isTest } from '../house.ts'
import type { Rule } from '../rule.ts'
import { breachesIn } from '../visit.ts'

export const noAny: Rule = {
  name: 'no any and no non-null assertion',
  find: ({ sources }) =>
    breachesIn(
      sources.filter(({ path }) => !isTest(path)),
      (note) => ({
        TSAnyKeyword: ({ start }) => note(start, 'says any'),
        TSNonNullExpression: ({ start }) => note(start, 'asserts that it is not null'),
      }),
    ),
  breach: {
    'src/base/a.ts': 'export const one = (two: any) => two\n',
    'src/base/b.ts': 'export const one = (two?: string) => two!.length\n',
  },
  red: ['src/base/a.ts:1 says any', 'src/base/b.ts:1 asserts that it is not null'],
}

const muted = /@ts-(ignore|nocheck|expect-error)|(eslint|oxlint|oxfmt|prettier)-(disable|ignore)/

/** In type tests `@ts-expect-error` is the assertion itself. */
export const nothingMuted: Rule = {
  name: 'no comment mutes the compiler, the linter or the formatter',
  find: ({ sources }) =>
    sources
      .filter(({ path }) => !/\.test-d\.ts$|^test\/tidy\//.test(path))
      .flatMap(({ path, comments }) =>
        comments.filter(({ value }) => muted.test(value)).map(({ value }) => `${path}:${value}`),
      ),
  breach: { 'src/base/a.ts': '// @ts-ignore\nexport const one: string = 1\n' },
  red: ['src/base/a.ts: @ts-ignore'],
}
