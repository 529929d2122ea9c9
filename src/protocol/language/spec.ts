/** What `protocol` takes: the shape of a protocol as it is written, before its names are checked. */
import type { Effect, Environment } from '../environment/environment.ts'
import type { AnySchema } from '../fact/fact.ts'
import type { Given } from '../fact/given.ts'
import type { Ending } from '../form.ts'
import type { All, Reading } from './conditions.ts'

/** The facts of a protocol, each with its schema. */
export interface FactSpecs {
  readonly [fact: string]: AnySchema
}

/** The environments of a protocol by the names that messages are sent to. */
export interface EnvironmentSpecs {
  readonly [name: string]: Environment | Given
}

/** One message as it is written. */
export interface MessageSpec {
  /** The role that sends it, or `clock` where a deadline does. */
  readonly from: string
  /** Whom it wakes, or the environment in which its effect happens. */
  readonly to: string | readonly string[]
  /** What must be known before it can be sent. */
  readonly in?: readonly Reading[]
  /** What must not be known. */
  readonly not?: readonly Reading[]
  /** What it binds. */
  readonly out?: readonly string[]
  readonly does?: Effect | Given
  readonly ends?: Ending
  readonly round?: RoundSpec
  /** An instant after which it no longer waits for its `all`. */
  readonly by?: string
  /** The message whose effect this one undoes. */
  readonly undoes?: string
  /** A list of paths within a fact, taken while the enactment lives: `spec.paths`. */
  readonly lease?: string
}

/** A round as it is written. */
export interface RoundSpec {
  /** The message with which the new round begins. */
  readonly from: string
  /** The facts that are carried over. */
  readonly keep?: readonly string[]
  /** How many rounds may follow the first. */
  readonly max: number
  /** How it ends when they are spent. */
  readonly then: Ending
}

/** An instant, and what becomes of the enactment if a fact is not bound by then. */
export interface DeadlineSpec<Fact extends string = string, At extends string = string> {
  readonly for: Fact
  readonly at: At
  /** An ending, or a message from `clock`. */
  readonly then: string
}

/** A state that must be unreachable: all of `in` known and none of `not`. */
export interface NeverSpec<Path extends string = string> {
  readonly in?: readonly Reading<Path>[]
  readonly not?: readonly Reading<Path>[]
}

/** A whole protocol as it is written, names unchecked. */
export interface AnySpec {
  readonly key: string | readonly string[]
  readonly under?: readonly (string | All)[]
  readonly roles: readonly string[]
  readonly environments?: EnvironmentSpecs
  readonly distinct?: readonly (readonly string[])[]
  readonly facts: FactSpecs
  readonly messages: { readonly [message: string]: MessageSpec }
  readonly deadlines?: readonly DeadlineSpec[]
  readonly never?: { readonly [name: string]: NeverSpec }
}
