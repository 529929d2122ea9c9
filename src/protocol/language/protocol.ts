/** `protocol`: says who may tell whom what, once which facts are known, and gives it as a value. */
import type { Hash } from '../../base/index.ts'
import type { Environment } from '../environment/environment.ts'
import type { Ending, ProtocolForm } from '../form.ts'
import type { Spelled } from '../spelled.ts'
import { hashOfForm } from '../reading/hash.ts'
import type { CheckedMessage, Vocabulary } from './check.ts'
import { compileForm, openPlaces } from './compile-form.ts'
import type { All } from './conditions.ts'
import {
  type AnyFilling,
  type FactsMistake,
  fill,
  type FilledEnvironments,
  type FilledFacts,
  type FilledMessages,
  type Filling,
  type GivenEffects,
  type GivenLeases,
  type OpenEffect,
  type OpenFact,
  type MissingEffect,
  type MissingFact,
} from './fill.ts'
import type {
  FactName,
  FactPath,
  InstantName,
  ReceiptPath,
  RefusedPath,
  RoleName,
} from './names.ts'
import { ProtocolError } from '../protocol-error.ts'
import type { AnySpec, DeadlineSpec, EnvironmentSpecs, FactSpecs, NeverSpec } from './spec.ts'

/** What every protocol has: what it was written from, and `with` to say more. */
interface ProtocolParts<Name extends string, Roles, Environments, Facts, Messages> {
  readonly name: Name
  readonly roles: Roles
  readonly environments: Environments
  readonly facts: Facts
  readonly messages: Messages
  /** Fills in what was left open, renames, and adds leases. */
  readonly with: With<Name, Roles, Environments, Facts, Messages>
}

/** A protocol as a value: safe to hand around, and never changed. */
export interface Protocol<
  Name extends string = string,
  Roles = readonly string[],
  Environments = object,
  Facts = object,
  Messages = object,
> extends ProtocolParts<Name, Roles, Environments, Facts, Messages> {
  /** The canonical form, which checker, kernel and screens read. */
  readonly form: ProtocolForm
  /** The hash of the form, without titles and descriptions. */
  readonly hash: Hash
}

/** A library protocol that still has open places: it becomes a protocol by `with`. */
export interface OpenProtocol<
  Name extends string = string,
  Roles = readonly string[],
  Environments = object,
  Facts = object,
  Messages = object,
> extends ProtocolParts<Name, Roles, Environments, Facts, Messages> {
  /** The names of what is still open, such as `facts.spec`. */
  readonly open: readonly string[]
}

/** Any protocol without open places, its types forgotten: what charters, kernels and hosts take. */
export interface AnyProtocol {
  readonly name: string
  readonly roles: readonly string[]
  readonly environments: { readonly [name: string]: Environment }
  readonly facts: FactSpecs
  readonly messages: AnySpec['messages']
  readonly form: ProtocolForm
  readonly hash: Hash
}

type AnyOpenProtocol = Omit<AnyProtocol, 'form' | 'hash' | 'environments'> & {
  readonly open: readonly string[]
}

/** A protocol, or an open one where something is still given. */
export type ProtocolFrom<Name extends string, Roles, Environments, Facts, Messages> = [
  OpenFact<Facts> | OpenEffect<Messages>,
] extends [never]
  ? Protocol<Name, Roles, Environments, Facts, Messages>
  : OpenProtocol<Name, Roles, Environments, Facts, Messages>

type With<Name extends string, Roles, Environments, Facts, Messages> = <
  Given extends FactSpecs = Record<never, never>,
  const Does extends GivenEffects<Environments, FilledFacts<Facts, Given>, Messages, Does> =
    GivenEffects<Environments, FilledFacts<Facts, Given>, Messages, Record<never, never>>,
  const Leases extends GivenLeases<FilledFacts<Facts, Given>, Messages, Leases> = GivenLeases<
    FilledFacts<Facts, Given>,
    Messages,
    Record<never, never>
  >,
  const NewName extends string = Name,
>(
  filling: Filling<NewName, Given & FactsMistake<Facts, Given>, Does, Leases> &
    Missing<Facts, Messages, Given, Does>,
) => Protocol<
  NewName,
  Roles,
  FilledEnvironments<Environments>,
  FilledFacts<Facts, Given>,
  FilledMessages<Messages, Does>
>

/** What is still open, at the part that should give it. */
type Missing<Facts, Messages, Given, Does> = ([Exclude<OpenFact<Facts>, keyof Given>] extends [
  never,
]
  ? unknown
  : { readonly facts: MissingFact<Facts, Given> }) &
  ([Exclude<OpenEffect<Messages>, keyof Does>] extends [never]
    ? unknown
    : { readonly does: MissingEffect<Messages, Does> })

/**
 * A protocol: roles tell one another facts, and order follows from what is known.
 *
 * A wrong word is an error of the compiler at that word; whoever writes without one gets the same
 * from the ProtocolError that is thrown.
 */
export const protocol = <
  const Name extends string,
  const Roles extends readonly string[],
  Facts extends FactSpecs,
  const Messages extends {
    readonly [Message in keyof Messages]: CheckedMessage<
      Vocabulary<Roles, Environments, Facts, Messages>,
      Messages[Message]
    >
  },
  Environments extends EnvironmentSpecs = Record<never, never>,
>(
  name: Name,
  spec: {
    /** The fact, or the facts, that name an enactment. */
    readonly key: Spelled<FactName<NoInfer<Facts>>> | readonly Spelled<FactName<NoInfer<Facts>>>[]
    /** The standing facts that every turn rests on: `goal`, `decision/{spec.area}`, `all('goal')`. */
    readonly under?: readonly (string | All)[]
    /** Who takes part; `bidder[]` is a set of members. */
    readonly roles: Roles
    readonly environments?: Environments
    /** Groups of roles that no principal may hold two of. */
    readonly distinct?: readonly (readonly RoleName<NoInfer<Roles>>[])[]
    readonly facts: Facts
    readonly messages: Messages
    readonly deadlines?: readonly Deadline<NoInfer<Facts>, NoInfer<Messages>>[]
    /** States that the checker proves unreachable, each with its name. */
    readonly never?: { readonly [name: string]: Never<NoInfer<Facts>, NoInfer<Messages>> }
  },
): ProtocolFrom<Name, Roles, Environments, Facts, Messages> => {
  // The names were checked by the compiler above and are checked again by `make`.
  const made: unknown = make(name, spec as AnySpec)
  return made as ProtocolFrom<Name, Roles, Environments, Facts, Messages>
}

const declaredIn = (spec: AnySpec): { readonly [name: string]: Environment } =>
  Object.fromEntries(
    Object.entries(spec.environments ?? {}).flatMap(([name, declared]) =>
      'nature' in declared ? [] : [[name, declared]],
    ),
  )

const refill = (from: {
  readonly name: string
  readonly spec: AnySpec
  readonly filling: AnyFilling
}): AnyProtocol => {
  const { name, spec, filling } = from
  const made = make(filling.name ?? name, fill(spec, filling))
  if ('form' in made) return made
  throw stillOpen(name, made.open)
}

const stillOpen = (name: string, open: readonly string[]): ProtocolError =>
  new ProtocolError('protocol-open', `'${name}' still leaves ${open.join(', ')} open`, {
    hint: `Fill them: ${name}.with({ facts: { … }, does: { … } }).`,
    data: { protocol: name, open: [...open] },
  })

/** The same without the compiler's types: for what is read, generated or filled in. */
const make = (name: string, spec: AnySpec): AnyProtocol | AnyOpenProtocol => {
  const parts = {
    name,
    roles: spec.roles,
    environments: spec.environments ?? {},
    facts: spec.facts,
    messages: spec.messages,
    with: (filling: AnyFilling) => refill({ name, spec, filling }),
  }
  const open = openPlaces(spec)
  const form = compileForm(name, spec)
  if (open.length > 0) return { ...parts, open }
  return { ...parts, environments: declaredIn(spec), form, hash: hashOfForm(form) }
}

type Deadline<Facts, Messages> = DeadlineSpec<Spelled<FactName<Facts>>, InstantName<Facts>> & {
  readonly then: Spelled<Ending | keyof Messages>
}

type Never<Facts, Messages> = NeverSpec<
  FactPath<Facts> | ReceiptPath<Messages> | RefusedPath<Messages>
>
