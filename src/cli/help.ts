/** The screens of help: the verbs that a newcomer needs, all of them, and one of them. */
import type { VerbForm } from '../api/verbs/index.ts'

/** How many verbs the first screen shows at most. */
const newcomerVerbCount = 10

const listOf = (verbs: readonly VerbForm[]): readonly string[] => {
  const width = Math.max(0, ...verbs.map(({ name }) => name.length))
  return verbs.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
}

/** What `firm` alone shows. */
export const firstScreen = (verbs: readonly VerbForm[]): readonly string[] => {
  const shown = verbs.filter(({ newcomer }) => newcomer).slice(0, newcomerVerbCount)
  return [
    'firm: a company of agents that lives on this machine.',
    '',
    ...listOf(shown),
    '',
    `firm help all    every verb (${verbs.length})`,
    'firm help VERB   one verb, with an example',
  ]
}

/** What `firm help all` shows. */
export const everyVerb = (verbs: readonly VerbForm[]): readonly string[] => [
  ...listOf(verbs),
  '',
  'Under --json a refusal is one object with code, message and hint, on standard output.',
  'Every verb takes --json and --help; `firm --version` says which Firm this is.',
  'Exit codes: 0 done, 1 refused, 2 wrong usage, 3 not now.',
]

/** How a verb is written, such as `firm verify [--anchor FILE] [--json]`. */
export const usageOf = (verb: VerbForm): string => {
  const places = verb.arguments.map(({ name, required, many }) => {
    const written = `${name.toUpperCase()}${many === true ? ' …' : ''}`
    return required ? written : `[${written}]`
  })
  const options = verb.options.map(({ name, value, many }) =>
    value === undefined ? `[--${name}]` : `[--${name} ${value}]${many === true ? ' …' : ''}`,
  )
  return ['firm', verb.name, ...places, ...options, '[--json]'].join(' ')
}

/** What `firm help VERB` and `firm VERB --help` show. */
export const oneVerb = (verb: VerbForm): readonly string[] => {
  const rows = [
    ...verb.arguments.map(({ name, summary }) => [name.toUpperCase(), summary] as const),
    ...verb.options.map(({ name, summary }) => [`--${name}`, summary] as const),
    ['--json', 'Print the answer for a program to read.'] as const,
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return [
    verb.summary,
    '',
    `  ${usageOf(verb)}`,
    '',
    ...rows.map(([name, summary]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    `Example:  ${verb.example}`,
  ]
}
