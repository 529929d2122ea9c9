/** `with`: what may be put into the open places of a library protocol, and what comes of it. */
import type { Effect, Environment } from '../environment/environment.ts'
import { type AnySchema, type NatureOf, natureOf } from '../fact/fact.ts'
import { type Wrapped, wrap } from '../fact/wrapped-facts.ts'
import type { CheckedEffect, CheckedLease, Vocabulary } from './check.ts'
import type { All } from './conditions.ts'
import type { FactName } from './names.ts'
import type { AnySpec, EnvironmentSpecs, FactSpecs, MessageSpec } from './spec.ts'

/** The names of the open facts. */
export type OpenFact<Facts> = {
  [Name in FactName<Facts>]: NatureOf<Facts[Name]> extends { readonly given: true } ? Name : never
}[FactName<Facts>]

/** The names of the messages whose effect is open. */
export type OpenEffect<Messages> = {
  [Name in keyof Messages]: Messages[Name] extends { readonly does: infer Does }
    ? NatureOf<Does> extends { readonly given: true }
      ? Name
      : never
    : never
}[keyof Messages]

/** What is wrong with the given facts: nothing, or a sentence at each that is not open. */
export type FactsMistake<Facts, Given> = {
  readonly [
    Name in Exclude<keyof Given, OpenFact<Facts>>
  ]: `'${Name & string}' is no open fact of this protocol`
}

/** Effects for open messages, each on facts that its message has. */
export type GivenEffects<Environments, Facts, Messages, Wanted> = {
  readonly [Name in keyof Wanted]: Name extends OpenEffect<Messages>
    ? CheckedEffect<
        Vocabulary<readonly string[], Environments, Facts, Messages>,
        Messages[Name],
        Wanted[Name]
      >
    : `'${Name & string}' has no open effect`
}

/** Leases of messages, each on a list of paths within a fact that the message has. */
export type GivenLeases<Facts, Messages, Wanted> = {
  readonly [Name in keyof Wanted]: Name extends keyof Messages
    ? CheckedLease<Facts, Messages[Name], Wanted[Name]>
    : `there is no message '${Name & string}'`
}

/** Nothing where all open facts are given; else a sentence that says which is not. */
export type MissingFact<Facts, Given> = Sentence<
  Exclude<OpenFact<Facts>, keyof Given>,
  'is still open: give it a schema under facts'
>

/** Nothing where all open effects are given; else a sentence that says which is not. */
export type MissingEffect<Messages, Does> = Sentence<
  Exclude<OpenEffect<Messages>, keyof Does>,
  'still needs its effect: give it under does'
>

type Sentence<Name, Says extends string> = [Name] extends [never]
  ? unknown
  : `'${Name & string}' ${Says}`

/** What may be filled in and said besides. */
export interface Filling<Name extends string, Given, Does, Leases> {
  /** Another name, for a firm that takes the protocol twice. */
  readonly name?: Name
  /** A schema for each open fact. */
  readonly facts?: Given
  /** An effect for each message whose effect is open. */
  readonly does?: Does
  /** The list of paths that a message takes, by message. */
  readonly lease?: Leases
  /** The standing facts that every turn rests on, instead of the library's. */
  readonly under?: readonly (string | All)[]
}

/** The facts with the open ones filled; what the library said about a fact stays said. */
export type FilledFacts<Facts, Given> = {
  readonly [Name in keyof Facts]: Name extends keyof Given
    ? Wrapped<Given[Name], Omit<NatureOf<Facts[Name]>, 'given' | 'kind'>>
    : Facts[Name]
}

/** The messages with the open effects filled. */
export type FilledMessages<Messages, Given> = {
  readonly [Name in keyof Messages]: Name extends keyof Given
    ? Omit<Messages[Name], 'does'> & { readonly does: Given[Name] }
    : Messages[Name]
}

/** The environments, once the effects have said which they are. */
export type FilledEnvironments<Environments> = {
  readonly [Name in keyof Environments]: Environments[Name] extends Environment
    ? Environments[Name]
    : Environment
}

/** A filling, its types forgotten. */
export interface AnyFilling {
  readonly name?: string
  readonly facts?: FactSpecs
  readonly does?: { readonly [message: string]: Effect }
  readonly lease?: { readonly [message: string]: string }
  readonly under?: readonly (string | All)[]
}

/** The specification with everything filled in. */
export const fill = (spec: AnySpec, filling: AnyFilling): AnySpec => ({
  ...spec,
  ...(filling.under === undefined ? {} : { under: filling.under }),
  ...(spec.environments === undefined
    ? {}
    : { environments: fillEnvironments(spec, filling.does ?? {}) }),
  facts: mapValues(spec.facts, (schema, name) => fillFact(schema, filling.facts?.[name])),
  messages: mapValues(spec.messages, (message, name) => fillMessage(message, name, filling)),
})

const fillFact = (open: AnySchema, schema: AnySchema | undefined): AnySchema => {
  if (schema === undefined) return open
  const { given: _given, kind: _kind, ...said } = natureOf(open)
  return Object.keys(said).length === 0 ? schema : wrap(schema, said)
}

const fillMessage = (message: MessageSpec, name: string, filling: AnyFilling): MessageSpec => {
  const does = filling.does?.[name] ?? message.does
  const lease = filling.lease?.[name] ?? message.lease
  return {
    ...message,
    ...(does === undefined ? {} : { does }),
    ...(lease === undefined ? {} : { lease }),
  }
}

/** An open environment is that of the effect of a message that is sent to it. */
const fillEnvironments = (
  spec: AnySpec,
  does: { readonly [message: string]: Effect },
): EnvironmentSpecs =>
  mapValues(spec.environments ?? {}, (declared, place) => {
    const sentThere = Object.entries(spec.messages).find(
      ([name, message]) => does[name] !== undefined && receiversOf(message).includes(place),
    )
    const effect = sentThere === undefined ? undefined : does[sentThere[0]]
    return 'nature' in declared && effect !== undefined ? effect.environment : declared
  })

/** Whom a message goes to, as a list. */
export const receiversOf = (message: MessageSpec): readonly string[] =>
  typeof message.to === 'string' ? [message.to] : message.to

/** The same names, each with another value. */
export const mapValues = <From, To>(
  record: { readonly [name: string]: From },
  change: (value: From, name: string) => To,
): { readonly [name: string]: To } =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]))
