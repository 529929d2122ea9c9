/** Kernel, protocol and evidence know no time, no chance and no process; the lower house no Node. */
import type { Expression, MemberExpression, Super } from 'oxc-parser'
import { isTest, partOf } from '../house.ts'
import type { Rule } from '../rule.ts'
import { breachesIn } from '../visit.ts'

const pureParts: ReadonlySet<string | undefined> = new Set(['kernel', 'protocol', 'evidence'])
const timers: ReadonlySet<string> = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'fetch',
])
const worlds: ReadonlySet<string> = new Set([
  'Date',
  'process',
  'performance',
  'crypto',
  'globalThis',
])

const nameOf = (node: Expression | Super | MemberExpression['property']): string =>
  node.type === 'Identifier' ? node.name : ''

export const pureFloors: Rule = {
  name: 'kernel, protocol and evidence cannot name time, chance or the process',
  find: ({ sources }) =>
    breachesIn(
      sources.filter(({ path }) => pureParts.has(partOf(path)) && !isTest(path)),
      (note) => ({
        CallExpression: ({ start, callee }) => {
          if (timers.has(nameOf(callee))) note(start, `calls ${nameOf(callee)}`)
        },
        NewExpression: ({ start, callee }) => {
          if (nameOf(callee) === 'Date') note(start, 'makes a Date')
        },
        MemberExpression: ({ start, object, property }) => {
          const isChance = nameOf(object) === 'Math' && nameOf(property) === 'random'
          if (isChance || worlds.has(nameOf(object))) note(start, `reads ${nameOf(object)}`)
        },
      }),
    ),
  breach: {
    'src/kernel/a.ts': 'export const now = () => Date.now()\n',
    'src/protocol/b.ts': 'export const draw = () => Math.random()\n',
    'src/evidence/c.ts': 'export const later = (task: () => void) => setTimeout(task, 1)\n',
    'src/kernel/d.ts': 'export const home = () => process.env\n',
  },
  red: [
    'src/kernel/a.ts:1 reads Date',
    'src/protocol/b.ts:1 reads Math',
    'src/evidence/c.ts:1 calls setTimeout',
    'src/kernel/d.ts:1 reads process',
  ],
}

const browserParts: ReadonlySet<string | undefined> = new Set([
  'base',
  'protocol',
  'evidence',
  'kernel',
  'memory',
  'supervision',
  'api',
  'client',
])

export const browserSafe: Rule = {
  name: 'what a browser loads imports nothing of Node',
  find: ({ sources }) =>
    sources
      .filter(({ path }) => browserParts.has(partOf(path)) && !isTest(path))
      .flatMap(({ path, packages }) =>
        packages
          .filter((name) => name.startsWith('node:') || name === 'libsql')
          .map((name) => `${path} imports ${name}`),
      ),
  breach: { 'src/api/a.ts': "import { readFileSync } from 'node:fs'\n" },
  red: ['src/api/a.ts imports node:fs'],
}
