/** Files are nouns of the domain, in kebab-case; what has no noun has no home. */
import { posix } from 'node:path'
import type { Rule } from '../rule.ts'

const banned =
  /^(utils?|helpers?|common|shared|lib|misc|types?|interfaces?|managers?|services?|impl)(\.|$)/

export const noBannedNames: Rule = {
  name: 'no file or folder has a name that says nothing',
  find: ({ sources }) =>
    sources
      .filter(({ path }) => path.split('/').some((name) => banned.test(name)))
      .map((s) => s.path),
  breach: { 'src/base/utils/text.ts': '/** Text. */\n', 'src/kernel/types.ts': '/** Types. */\n' },
  red: ['src/base/utils/text.ts', 'src/kernel/types.ts'],
}

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|test-d|bench|long|config))*\.(ts|tsx)$/

export const kebabCase: Rule = {
  name: 'files are named in kebab-case',
  find: ({ sources }) =>
    sources.filter(({ path }) => !kebab.test(posix.basename(path))).map((source) => source.path),
  breach: { 'src/base/FirmError.ts': '/** An error. */\n' },
  red: ['src/base/FirmError.ts'],
}
