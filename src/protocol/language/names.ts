/** The names that a protocol's words may use, as types: roles, paths, receipts, instants. */
import type { NatureOf } from '../fact/fact.ts'
import type { Ending } from '../form.ts'
import type { Spelled } from '../spelled.ts'
import type { All, Quorum } from './conditions.ts'

/** The value at a name, or never. */
export type At<Record, Name extends PropertyKey> = Record extends {
  readonly [Only in Name]: infer Value
}
  ? Value
  : never

/** Role names without the brackets of sets. */
export type RoleName<Roles> = Roles extends readonly (infer Name)[]
  ? Name extends `${infer Set}[]`
    ? Set
    : Name & string
  : never

/** The names of facts. */
export type FactName<Facts> = keyof Facts & string

/** The fact, or the message, that a path begins with. */
export type HeadOf<Path> = Path extends `${infer Head}.${string}` ? Head : Path

type BranchesOf<Schema> =
  NatureOf<Schema> extends { readonly branches: infer Branches }
    ? keyof Branches & string
    : NatureOf<Schema> extends { readonly kind: 'each' }
      ? Ending
      : never

/** The names of facts and of their branches: `verdict`, `verdict.meets`, `parts.completed`. */
export type FactPath<Facts> = Spelled<
  | FactName<Facts>
  | { [Name in FactName<Facts>]: `${Name}.${BranchesOf<Facts[Name]>}` }[FactName<Facts>]
>

/** The names of messages that do something in an environment. */
export type EffectName<Messages> = Spelled<
  {
    [Name in keyof Messages]: Messages[Name] extends { readonly does: unknown } ? Name : never
  }[keyof Messages]
>

/** The receipts of effects: `merge.done` and `merge.failed`. */
export type ReceiptPath<Messages> = Spelled<`${EffectName<Messages>}.${'done' | 'failed'}`>

/** Any message may be vetoed for good, which binds `merge.refused`. */
export type RefusedPath<Messages> = Spelled<`${keyof Messages & string}.refused`>

/** The names of facts that are instants. */
export type InstantName<Facts> = Spelled<
  {
    [Name in FactName<Facts>]: NatureOf<Facts[Name]> extends { readonly kind: 'instant' }
      ? Name
      : never
  }[FactName<Facts>]
>

/** What a message binds, as it is written: facts or branches. */
export type OutsOf<Message> = Message extends { readonly out: readonly (infer Out)[] } ? Out : never

/** What a message reads: paths and conditions over sets. */
export type InsOf<Message> = Message extends { readonly in: readonly (infer In)[] } ? In : never

/** The paths that a message reads one by one. */
export type SingleIns<Message> = Extract<InsOf<Message>, string>

/** The path of a condition over a set. */
export type PluralPath<Condition> =
  Condition extends All<infer Path> ? Path : Condition extends Quorum<infer Path> ? Path : never
