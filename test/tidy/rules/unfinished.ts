/** Nothing unfinished is committed, and nothing of the machine that it was written on. */
import type { Rule } from '../rule.ts'

/** Written in halves, so that this file does not break its own rule. */
const unfinishedWords = [
  ['TO', 'DO'],
  ['FIX', 'ME'],
  ['XX', 'X'],
  ['HA', 'CK'],
  ['not imple', 'mented'],
  ['for ', 'now'],
  ['place', 'holder'],
  ['simplified ', 'version'],
].map((halves) => halves.join(''))

const unfinished = new RegExp(`\\b(${unfinishedWords.join('|')})\\b`, 'i')

const linesWith = (
  texts: Iterable<readonly [string, string]>,
  pattern: RegExp,
): readonly string[] =>
  [...texts].flatMap(([path, text]) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [],
      ),
  )

export const nothingUnfinished: Rule = {
  name: 'no word of unfinished work in a source',
  find: ({ sources }) =>
    linesWith(
      sources.map(({ path, text }) => [path, text] as const),
      unfinished,
    ),
  breach: { 'src/base/a.ts': `// ${unfinishedWords[0] ?? ''}: later\n` },
  red: [`src/base/a.ts:1 // ${unfinishedWords[0] ?? ''}: later`],
}

const machine = new RegExp(
  [
    ['/ro', 'ot/'],
    ['/ho', 'me/[a-z]+/'],
    ['/Us', 'ers/[A-Za-z]+/'],
    ['/wo', 'rk/(main|shared)'],
    ['/tmp/ta', 'sks'],
    ['regis', 'try\\.[a-z]+\\.'],
    ['arti', 'factory'],
    ['farm-', '(studio|bench)'],
    ['issues ', 'show'],
  ]
    .map((halves) => halves.join(''))
    .join('|'),
)

export const noPlacesOfThisMachine: Rule = {
  name: 'no path of a machine and no registry stands in any file',
  find: ({ texts }) => linesWith(texts, machine),
  breach: { 'docs/a.md': `Look in /ho${'me/ana/'}firm.\n` },
  red: [`docs/a.md:1 Look in /ho${'me/ana/'}firm.`],
}

/** A lock that names every optional package installs on every platform, and from any registry. */
export const lockIsWhole: Rule = {
  name: 'the lock names every optional package and no registry',
  find: ({ texts }) => {
    const text = texts.get('package-lock.json')
    if (text === undefined) return []
    const { packages } = JSON.parse(text) as { readonly packages: LockedPackages }
    const resolved = Object.keys(packages).filter((path) => packages[path]?.resolved !== undefined)
    return [...resolved.map((path) => `${path} is resolved`), ...missingFrom(packages)]
  },
  breach: {
    'package-lock.json': JSON.stringify({
      packages: { 'node_modules/a': { optionalDependencies: { 'a-darwin': '1.0.0' } } },
    }),
  },
  red: ['node_modules/a lacks a-darwin'],
}

interface LockedPackages {
  readonly [path: string]: {
    readonly resolved?: string
    readonly optionalDependencies?: { readonly [name: string]: string }
  }
}

const missingFrom = (packages: LockedPackages): readonly string[] =>
  Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter(
        (name) =>
          packages[`node_modules/${name}`] === undefined &&
          packages[`${path}/node_modules/${name}`] === undefined,
      )
      .map((name) => `${path} lacks ${name}`),
  )
