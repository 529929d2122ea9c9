/** Every decision has a number of its own. */
import type { Rule } from '../rule.ts'

const numbered = /^docs\/decisions\/(\d{4})-[^/]+\.md$/

export const decisionsAreNumbered: Rule = {
  name: 'no two decisions bear one number',
  find: ({ texts }) => {
    const numbers = [...texts.keys()].flatMap((path) => numbered.exec(path)?.[1] ?? [])
    return [...new Set(numbers.filter((number, index) => numbers.indexOf(number) !== index))].map(
      (number) => `${number} is borne by several decisions`,
    )
  },
  breach: { 'docs/decisions/0001-a.md': '# 1. A\n', 'docs/decisions/0001-b.md': '# 1. B\n' },
  red: ['0001 is borne by several decisions'],
}
