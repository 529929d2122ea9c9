/**
 * What the compiler refuses in a protocol, each at the word that is wrong.
 *
 * The type of a right word is itself. That of a wrong one is the words that would be right, or a
 * sentence that says what is wrong; the compiler prints either.
 */
import type { Effect } from '../environment/environment.ts'
import type { NatureOf, ValueOf } from '../fact/fact.ts'
import type { Given } from '../fact/given.ts'
import type { Ending } from '../form.ts'
import type { Spelled } from '../spelled.ts'
import type { All, Quorum } from './conditions.ts'
import type {
  At,
  EffectName,
  FactName,
  FactPath,
  HeadOf,
  InsOf,
  InstantName,
  OutsOf,
  ReceiptPath,
  RefusedPath,
  RoleName,
  SingleIns,
} from './names.ts'
import type { RoundSpec } from './spec.ts'

/** What a protocol's words may refer to. */
export interface Vocabulary<Roles, Environments, Facts, Messages> {
  readonly sender: RoleName<Roles> | 'clock'
  readonly receiver: RoleName<Roles> | (keyof Environments & string)
  readonly environments: Environments
  readonly facts: Facts
  readonly messages: Messages
  /** Made once for each protocol: a union of a thousand names is dear. */
  readonly bound: FactPath<Facts>
  readonly read: FactPath<Facts> | ReceiptPath<Messages> | RefusedPath<Messages>
  readonly proposed: FactPath<Facts> | ReceiptPath<Messages>
}

interface AnyVocabulary {
  readonly sender: unknown
  readonly receiver: unknown
  readonly environments: unknown
  readonly facts: unknown
  readonly messages: unknown
  readonly bound: unknown
  readonly read: unknown
  readonly proposed: unknown
}

/** A message whose wrong words are replaced by what would be right. */
export type CheckedMessage<V extends AnyVocabulary, Message> = Message extends {
  readonly from: unknown
  readonly to: unknown
}
  ? { readonly [Field in keyof Message]: CheckedField<V, Message, Field, Message[Field]> }
  : `a message says 'from' and 'to'`

/** The most frequent fields come first: the compiler goes down this list for each. */
type CheckedField<V extends AnyVocabulary, Message, Field, Value> = Field extends 'from'
  ? OneName<V['sender'], Value>
  : Field extends 'to'
    ? Names<V['receiver'], Value>
    : Field extends 'in' | 'not'
      ? Readings<V, Value>
      : Field extends 'out'
        ? Names<V['bound'], Value>
        : Field extends 'ends'
          ? OneName<Spelled<Ending>, Value>
          : RareField<V, Message, Field, Value>

type RareField<V extends AnyVocabulary, Message, Field, Value> = Field extends 'does'
  ? CheckedEffect<V, Message, Value>
  : Field extends 'round'
    ? CheckedRound<V, Value>
    : Field extends 'by'
      ? OneName<InstantName<V['facts']>, Value>
      : Field extends 'undoes'
        ? OneName<EffectName<V['messages']>, Value>
        : Field extends 'lease'
          ? CheckedLease<V['facts'], Message, Value>
          : `a message has no field '${Field & string}'`

type OneName<Right, Value> = Value extends Right ? Value : Right

type Names<Right, Value> = Value extends readonly unknown[]
  ? { readonly [Index in keyof Value]: OneName<Right, Value[Index]> }
  : OneName<Right, Value>

type Readings<V extends AnyVocabulary, Value> = {
  readonly [Index in keyof Value]: OneReading<V, Value[Index]>
}

type OneReading<V extends AnyVocabulary, Value> = Value extends V['read']
  ? Value
  : Value extends All<infer Path> | Quorum<infer Path>
    ? Path extends V['bound']
      ? Value
      : `there is no fact '${Path}'`
    : V['proposed']

type CheckedRound<V extends AnyVocabulary, Round> = Round extends {
  readonly from: unknown
  readonly max: unknown
  readonly then: unknown
}
  ? RoundFields<V, Round>
  : `a round says 'from', 'max' and 'then'`

type RoundFields<V extends AnyVocabulary, Round> = {
  readonly [Field in keyof Round]: Field extends 'from'
    ? OneName<Spelled<keyof V['messages']>, Round[Field]>
    : Field extends 'then'
      ? OneName<Spelled<Ending>, Round[Field]>
      : Field extends 'keep'
        ? Names<Spelled<FactName<V['facts']>>, Round[Field]>
        : Field extends keyof RoundSpec
          ? RoundSpec[Field]
          : `a round has no field '${Field & string}'`
}

/** An effect that its message may have: its place, its facts, their types, how settled they are. */
export type CheckedEffect<V extends AnyVocabulary, Message, Value> =
  Value extends Effect<infer Kind, infer Reads, infer Takes, infer Reversal>
    ? PlaceMistake<V, Message, Kind> extends infer Mistake
      ? [Mistake] extends [never]
        ? EffectOnFacts<V['facts'], Message, Value, Reads, Takes, Reversal>
        : Mistake
      : never
    : Value extends Given
      ? Value
      : Effect

type PlaceMistake<V extends AnyVocabulary, Message, Kind extends string> = Receivers<Message> &
  keyof V['environments'] extends infer Place
  ? [Place] extends [never]
    ? `an effect happens in an environment, so the message goes 'to' one`
    : V['environments'][Place & keyof V['environments']] extends infer Declared
      ? Declared extends Given | { readonly kind: Kind }
        ? never
        : `this effect happens in '${Kind}', but '${Place & string}' is another environment`
      : never
  : never

type Receivers<Message> = Message extends { readonly to: infer To }
  ? To extends readonly (infer One)[]
    ? One
    : To
  : never

type EffectOnFacts<Facts, Message, Value, Reads, Takes, Reversal> =
  UnlistedRead<Message, Reads> extends infer Unlisted
    ? [Unlisted] extends [never]
      ? WrongRead<Facts, Reads, Takes> extends infer Wrong
        ? [Wrong] extends [never]
          ? Reversal extends 'irreversible'
            ? FinalOnly<Value, Unsettled<Facts, SingleIns<Message>>>
            : Value
          : `'${Wrong & string}' has the wrong type for this effect`
        : never
      : `the effect reads '${Unlisted & string}', which is in neither 'in' nor 'out'`
    : never

type FinalOnly<Value, Path> = [Path] extends [never]
  ? Value
  : `the effect cannot be undone, but '${Path & string}' is not final`

type UnlistedRead<Message, Reads> = Reads extends readonly (infer Name)[]
  ? string extends Name
    ? never
    : Exclude<Name, HeadOf<InsOf<Message> | OutsOf<Message>>>
  : never

type WrongRead<Facts, Reads, Takes> = {
  [Index in keyof Reads]: string extends Reads[Index]
    ? never
    : Index extends keyof Takes
      ? NatureOf<At<Facts, Reads[Index] & string>> extends { readonly given: true }
        ? never
        : ValueOf<At<Facts, Reads[Index] & string>> extends Takes[Index]
          ? never
          : Reads[Index]
      : never
} extends infer Wrong extends readonly unknown[]
  ? Wrong[number]
  : never

/** The paths whose facts an environment may still take back. */
type Unsettled<Facts, Path> = Path extends string
  ? Path extends `${infer Name}.${infer Branch}`
    ? NatureOf<At<Facts, Name>> extends { readonly branches: infer Branches }
      ? UnsettledSchema<At<Branches, Branch>, Path>
      : UnsettledSchema<At<Facts, Name>, Path>
    : NatureOf<At<Facts, Path>> extends { readonly branches: infer Branches }
      ? UnsettledSchema<Branches[keyof Branches], Path>
      : UnsettledSchema<At<Facts, Path>, Path>
  : never

type UnsettledSchema<Schema, Path> = Schema extends unknown
  ? NatureOf<Schema> extends { readonly finality: infer Finality }
    ? Finality extends 'final'
      ? never
      : Path
    : never
  : never

/** A lease that names a list of paths within a fact of its message. */
export type CheckedLease<Facts, Message, Value> = Value extends string
  ? HeadOf<Value> extends HeadOf<InsOf<Message> | OutsOf<Message>>
    ? LeaseWithin<At<Facts, HeadOf<Value> & string>, Value>
    : `a lease reads a fact of its message, and '${HeadOf<Value> & string}' is in neither 'in' nor 'out'`
  : string

type LeaseWithin<Schema, Value extends string> =
  NatureOf<Schema> extends { readonly given: true }
    ? Value
    : Within<ValueOf<Schema>, RestOf<Value>> extends infer List
      ? [List] extends [never]
        ? `there is no '${Value}'`
        : List extends readonly string[]
          ? Value
          : `'${Value}' is no list of paths`
      : never

type RestOf<Path> = Path extends `${string}.${infer Rest}` ? Rest : ''

type Within<Value, Path> = Path extends ''
  ? Value
  : Path extends `${infer Name}.${infer Rest}`
    ? Within<At<Value, Name>, Rest>
    : At<Value, Path & string>
