/** Reads a command line into a verb and what was given to it, by commander. */
import { Argument, Command, CommanderError, Option } from 'commander'
import type { ArgumentForm, OptionForm } from '../api/verbs/index.ts'
import { FirmError } from '../base/index.ts'
import { oneVerb } from './help.ts'
import type { Given, Verb } from './verb.ts'

/** What a command line asks for. */
export type Reading =
  | { readonly kind: 'run'; readonly verb: Verb; readonly given: Given }
  | { readonly kind: 'show'; readonly lines: readonly string[] }

/** Reads the words after `firm`. Throws WrongUsageError where they fit no verb. */
export const readCommand = (words: readonly string[], verbs: readonly Verb[]): Reading => {
  const [name = 'help', ...rest] = words
  const asked = name === '--help' || name === '-h' ? 'help' : name
  const verb = verbs.find((one) => one.name === asked)
  if (verb === undefined) throw unknownVerb(asked, verbs)
  if (rest.includes('--help') || rest.includes('-h')) {
    const end = rest.indexOf('--')
    const at = rest.findIndex((word) => word === '--help' || word === '-h')
    if (end === -1 || at < end) return { kind: 'show', lines: oneVerb(verb) }
  }
  return readRest(verb, rest)
}

/** Whether a program reads the answer, as far as that can be told of words that may fit no verb. */
export const asksForJson = (words: readonly string[]): boolean => {
  const end = words.indexOf('--')
  return (end === -1 ? words : words.slice(0, end)).includes('--json')
}

const readRest = (verb: Verb, rest: readonly string[]): Reading => {
  const command = commandOf(verb)
  try {
    command.parse([...rest], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    const said = error.message.replace(/^error: /, '').replace(/\n/g, ' ')
    throw new WrongUsageError(said, `See \`firm ${verb.name} --help\`.`)
  }
  const options: { readonly [name: string]: unknown } = command.opts()
  return {
    kind: 'run',
    verb,
    given: givenTo(verb, command, options),
  }
}

const commandOf = (verb: Verb): Command => {
  const command = new Command(verb.name)
    .exitOverride()
    .helpOption(false)
    .configureOutput({ writeErr: () => undefined, writeOut: () => undefined })
    .option('--json')
  for (const form of verb.arguments) command.addArgument(new Argument(placeOf(form), form.summary))
  for (const form of verb.options) command.addOption(optionOf(form))
  return command
}

const optionOf = (form: OptionForm): Option => {
  const option = new Option(flagOf(form), form.summary)
  if (form.many !== true) return option
  return option.argParser((value, before: readonly string[]) => [...before, value]).default([])
}

const placeOf = ({ name, required, many }: ArgumentForm): string => {
  const written = many === true ? `${name}...` : name
  return required ? `<${written}>` : `[${written}]`
}

const flagOf = ({ name, value }: OptionForm): string =>
  value === undefined ? `--${name}` : `--${name} <${value.toLowerCase()}>`

const givenTo = (
  verb: Verb,
  command: Command,
  options: { readonly [name: string]: unknown },
): Given => ({
  arguments: Object.fromEntries(
    verb.arguments.map(({ name }, index) => [name, textsOf(command.processedArgs[index])]),
  ),
  json: options['json'] === true,
  lists: Object.fromEntries(
    verb.options.flatMap(({ name, many }) =>
      many === true ? [[name, textsOf(options[camelCase(name)])]] : [],
    ),
  ),
  options: Object.fromEntries(
    verb.options.flatMap(({ name, many }) => {
      if (many === true) return []
      // Commander keeps `--no-trial` as `trial`, true until it is given.
      const isRefusal = name.startsWith('no-')
      const value = isRefusal
        ? options[camelCase(name.slice(3))] === false
        : options[camelCase(name)]
      if (value === undefined || value === false) return []
      return [[name, typeof value === 'string' ? value : '']]
    }),
  ),
})

const textsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.map(String) : []
}

const camelCase = (name: string): string =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

const unknownVerb = (name: string, verbs: readonly Verb[]): WrongUsageError => {
  const near = verbs.find((verb) => verb.name.startsWith(name.slice(0, 3)))
  const mend = near === undefined ? 'See `firm help all`.' : `Did you mean \`firm ${near.name}\`?`
  return new WrongUsageError(`there is no verb \`${name}\``, mend)
}

/** A command that was written in a way that fits no verb. */
export class WrongUsageError extends FirmError {
  override readonly name = 'WrongUsageError'

  constructor(message: string, hint: string) {
    super('wrong-usage', message, { hint })
  }
}
