/** A test always runs, and its name is a sentence about the domain. */
import type { SourceFile } from '../house.ts'
import type { Rule } from '../rule.ts'

/** Skips that say at run time what is missing are fine; these hide a test silently. */
const hidden = new RegExp(`\\b(it|test|describe)\\.(only|to${'do'}|skip|skipIf|runIf|fails)\\b`)

const isTestFile = ({ path }: SourceFile): boolean => /\.(test|test-d|long)\.ts$/.test(path)

export const testsRun: Rule = {
  name: 'no test is skipped, lonely or empty',
  find: ({ sources }) =>
    sources
      .filter(isTestFile)
      .flatMap(({ path, code }) =>
        code
          .split('\n')
          .flatMap((line, index) =>
            hidden.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [],
          ),
      ),
  breach: { 'src/base/a.test.ts': `it${'.only'}('a hash is stable', () => undefined)\n` },
  red: [`src/base/a.test.ts:1 it${'.only'}('a hash is stable', () => undefined)`],
}

const testName = /^\s*(?:it|test)\(\s*(['"`])(.*?)\1/gm

export const testsAreSentences: Rule = {
  name: 'the name of a test is a sentence of two words or more, after its describe',
  find: ({ sources }) =>
    sources.filter(isTestFile).flatMap(({ path, code }) =>
      [...code.matchAll(testName)]
        .map((found) => found[2] ?? '')
        .filter((name) => name.split(' ').length < 2 || /^should\b/.test(name))
        .map((name) => `${path} has '${name}'`),
    ),
  breach: { 'src/base/a.test.ts': "it('works', () => undefined)\n" },
  red: ["src/base/a.test.ts has 'works'"],
}
