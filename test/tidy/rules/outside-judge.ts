/** Who judges the first minute from outside shares nothing with it: neither a source of the house nor a package. */
import type { House } from '../house.ts'
import type { Rule } from '../rule.ts'

const isJudge = (path: string): boolean => path.startsWith('audit/')

export const auditSharesNothing: Rule = {
  name: 'the audit imports nothing but its own files and what comes with Node',
  find: ({ sources }: House) =>
    sources
      .filter(({ path }) => isJudge(path))
      .flatMap(({ path, imports, packages }) => [
        ...imports.filter((target) => !isJudge(target)).map((target) => `${path} -> ${target}`),
        ...packages.filter((name) => !name.startsWith('node:')).map((name) => `${path} -> ${name}`),
      ]),
  breach: {
    'audit/ledger.ts':
      "import { z } from 'zod'\nimport type { FirmEvent } from '../src/kernel/index.ts'\nimport { join } from 'node:path'\nimport type { Line } from './line.ts'\n",
    'audit/line.ts': 'export type Line = string\n',
    'src/kernel/index.ts': "export type { FirmEvent } from './event.ts'\n",
    'src/kernel/event.ts': 'export type FirmEvent = string\n',
  },
  red: ['audit/ledger.ts -> src/kernel/index.ts', 'audit/ledger.ts -> zod'],
}
