/** Processes: running a program is an effect that nothing undoes. */
import { type FactSchema, makeFact } from '../fact/fact.ts'
import { type Effects, environment, type Environment } from './environment.ts'

/** A program and its arguments; no shell is involved. */
export type Command = readonly string[]

type CommandFact = FactSchema<Command, Command, { readonly kind: 'value' }>

type ProcessRules = {
  readonly run: {
    readonly reads: readonly [CommandFact]
    readonly kind: 'irreversible'
    readonly doubt: 'operator'
  }
}

/** Programs as declared in a protocol: `run(command)`. */
export type Programs = Environment<'process'> &
  Effects<'process', ProcessRules> & {
    /** A program and its arguments, as a list. */
    readonly command: () => CommandFact
  }

const command = (): CommandFact =>
  makeFact({
    nature: { kind: 'value' },
    jsonSchema: () => ({
      type: 'array',
      items: { type: 'string' },
      minItems: 1,
      format: 'command',
    }),
    check: (value) =>
      isCommand(value)
        ? { value }
        : { issues: [{ message: 'this must be a program and its arguments, as a list of text' }] },
  })

const isCommand = (value: unknown): value is Command =>
  Array.isArray(value) && value.length > 0 && value.every((part) => typeof part === 'string')

/**
 * Programs run in the folder at `path`, seen from the charter. What a program does outside of it
 * nobody can undo or ask about, so a run is irreversible and a doubt goes to the operator.
 */
export const processes = (path: string): Programs =>
  Object.assign(
    environment(
      'process',
      { run: { reads: [command()], kind: 'irreversible', doubt: 'operator' } },
      { path },
    ),
    { command },
  )
