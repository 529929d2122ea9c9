/** A file begins by saying its job in one sentence; a second and third may draw its boundary. */
import { isTest, type SourceFile } from '../house.ts'
import type { Rule } from '../rule.ts'

/** The first paragraph of a comment, on one line. */
const firstParagraph = (comment: string): string =>
  comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*?\s?/, '').trim())
    .join('\n')
    .trim()
    .split('\n\n')
    .slice(0, 1)
    .join('')
    .replace(/\n/g, ' ')

const saysTheJob = (text: string): boolean =>
  /^\S.*[.:]$/.test(text) && (text.match(/[.!?]\s+[A-Z]/g) ?? []).length <= 2

const breachOf = (source: SourceFile): readonly string[] => {
  // A reference directive must stand first by the compiler's own rule.
  const head = source.comments.find((comment) => !comment.value.startsWith('/'))
  const before = source.code.slice(0, head?.start ?? 0).replace(/^#!.*/, '')
  if (head === undefined || before.trim() !== '') return [`${source.path} has no head`]
  const text = firstParagraph(head.value)
  return saysTheJob(text) ? [] : [`${source.path} begins with "${text.slice(0, 80)}"`]
}

export const headsSayTheJob: Rule = {
  name: 'the first comment of a file says its job in up to three sentences',
  find: ({ sources }) => sources.filter(({ path }) => !isTest(path)).flatMap(breachOf),
  breach: {
    'src/base/a.ts': 'export const one = 1\n',
    'src/base/b.ts': '/** Does this. And that. And the other. And more. */\n',
    'src/base/c.ts': '/** no full stop */\n',
  },
  red: [
    'src/base/a.ts has no head',
    'src/base/b.ts begins with "Does this. And that. And the other. And more."',
    'src/base/c.ts begins with "no full stop"',
  ],
}
