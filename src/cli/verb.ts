/** A verb of the program: its form, and how it is carried out. */
import type { Json } from '../base/index.ts'
import type { VerbForm } from '../api/verbs/index.ts'
import type { Exit } from './exit.ts'
import type { Surroundings } from './surroundings.ts'

/** What was written after the verb. */
export interface Given {
  /** Arguments by name; those that take all that is left hold several. */
  readonly arguments: { readonly [name: string]: readonly string[] }
  /** Options by name: their value, or an empty text for one that is only there. */
  readonly options: { readonly [name: string]: string }
  /** Options that may be given several times, by name: their values in order. */
  readonly lists: { readonly [name: string]: readonly string[] }
  /** Whether a program reads the answer; who shows as it goes must know it beforehand. */
  readonly json: boolean
}

/** How a verb ended, for a person in lines and for a program in JSON. */
export type Answer = DoneAnswer | RefusedAnswer

interface SaidAnswer {
  readonly lines: readonly string[]
  /** What went wrong and how to mend it; goes to standard error. */
  readonly complaints?: readonly string[]
}

/** It was done; a hook says all that it has to say to its agent. */
export interface DoneAnswer extends SaidAnswer {
  readonly exit: 'done' | 'hook-refused'
  /** What `--json` prints instead of the lines; absent where there is nothing to tell. */
  readonly json?: Json
}

/** It was not done, or what was looked at is not as it should be: a program is always told. */
export interface RefusedAnswer extends SaidAnswer {
  readonly exit: Exclude<Exit, DoneAnswer['exit']>
  readonly json: Json
}

/** One verb. */
export interface Verb extends VerbForm {
  readonly run: (given: Given, surroundings: Surroundings) => Promise<Answer>
}

/** The one value of an argument, where it was given. */
export const argumentOf = (given: Given, name: string): string | undefined =>
  given.arguments[name]?.[0]
