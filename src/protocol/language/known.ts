/**
 * What a role knows by the time it may send a message: what the message reads, and what whoever
 * bound that must have known. Binding is the only control flow, so this closure is sound.
 */
import type { JsonObject } from '../../base/index.ts'
import type { Ending } from '../form.ts'
import type { Branches } from '../fact/one-of.ts'
import type { InputOf, NatureOf, ValueOf } from '../fact/fact.ts'
import type { Member } from '../fact/plain-facts.ts'
import type { At, HeadOf, InsOf, OutsOf, PluralPath, SingleIns } from './names.ts'

/** A fact of a role set or of parts, with whose it is. */
export interface Said<Value> {
  readonly by: Member
  readonly value: Value
}

/** What came of an effect, as it is read: `merge.done`. */
export interface ReceiptValues {
  readonly done: JsonObject
  readonly failed: { readonly why: string }
  readonly refused: { readonly why: string }
}

/** The facts that the handler of a message is given. */
export type Known<Facts, Messages, Name extends keyof Messages> = Singles<
  Facts,
  Messages,
  SenderOf<Messages[Name]>,
  ClosureOf<Messages, SingleIns<Messages[Name]>>
> &
  Plurals<Facts, SenderOf<Messages[Name]>, InsOf<Messages[Name]>> extends infer All
  ? { readonly [Fact in keyof All]: All[Fact] }
  : never

/** The facts that the handler of a message must bind. */
export type Binds<Facts, Message> = [OutsOf<Message>] extends [never]
  ? { readonly [name: string]: never }
  : {
        readonly [Path in OutsOf<Message> as HeadOf<Path> & string]: InputAt<Facts, Path>
      } extends infer Bound
    ? { readonly [Fact in keyof Bound]: Bound[Fact] }
    : never

type SenderOf<Message> = Message extends { readonly from: infer Role } ? Role : never

/** Facts whose audience leaves out the role are not shown to it. */
type Shown<Schema, Role, Name> =
  NatureOf<Schema> extends { readonly audience: readonly (infer Reader)[] }
    ? Role extends Reader
      ? Name
      : never
    : Name

type Singles<Facts, Messages, Role, Paths> = {
  readonly [
    Path in Paths as Shown<At<Facts, HeadOf<Path> & string>, Role, HeadOf<Path> & string>
  ]: HeadOf<Path> extends keyof Facts
    ? ValueOfPaths<Facts[HeadOf<Path>], Extract<Paths, `${HeadOf<Path> & string}.${string}`>>
    : HeadOf<Path> extends keyof Messages
      ? ReceiptAt<Path>
      : never
}

type ValueOfPaths<Schema, BranchPaths> = [BranchPaths] extends [never]
  ? ValueOf<Schema>
  : BranchPaths extends `${string}.${infer Branch}`
    ? BranchValue<Schema, Branch>
    : never

type BranchValue<Schema, Branch> =
  NatureOf<Schema> extends { readonly branches: infer All extends Branches }
    ? Branch extends keyof All
      ? { readonly [Only in Branch]: ValueOf<All[Branch]> }
      : never
    : never

type ReceiptAt<Path> = Path extends `${string}.${infer Receipt extends keyof ReceiptValues}`
  ? { readonly [Only in Receipt]: ReceiptValues[Receipt] }
  : never

/** `all` and `quorum` give everybody's, whatever the branch: some may have answered otherwise. */
type Plurals<Facts, Role, Ins> = {
  readonly [
    Path in PluralPath<Ins> as Shown<At<Facts, HeadOf<Path> & string>, Role, HeadOf<Path> & string>
  ]: readonly Said<SaidValue<At<Facts, HeadOf<Path> & string>>>[]
}

type SaidValue<Schema> =
  NatureOf<Schema> extends { readonly kind: 'each' }
    ? { [End in Ending]: { readonly [Only in End]: true } }[Ending]
    : ValueOf<Schema>

type InputAt<Facts, Path> = Path extends `${infer Name}.${infer Branch}`
  ? NatureOf<At<Facts, Name>> extends { readonly branches: infer All extends Branches }
    ? Branch extends keyof All
      ? { readonly [Only in Branch]: InputOf<All[Branch]> }
      : never
    : never
  : InputOf<At<Facts, Path & string>>

// The closure. A binder of a path is a message whose `out` has the fact or that branch of it.

type OutPairs<Messages> = {
  [Name in keyof Messages]: OutsOf<Messages[Name]> extends infer Path
    ? Path extends string
      ? readonly [Path, Name]
      : never
    : never
}[keyof Messages]

type ByPath<Messages> =
  OutPairs<Messages> extends infer Pair extends readonly [string, unknown]
    ? { [Each in Pair as Each[0]]: Each[1] }
    : never

type ByFact<Messages> =
  OutPairs<Messages> extends infer Pair extends readonly [string, unknown]
    ? { [Each in Pair as HeadOf<Each[0]> & string]: Each[1] }
    : never

type BindersOf<Messages, Path extends string> = Path extends `${infer Head}.${string}`
  ? Head extends keyof Messages
    ? Head
    : At<ByPath<Messages>, Path> | At<ByPath<Messages>, Head>
  : At<ByFact<Messages>, Path>

type Direct<Message> = (OutsOf<Message> | SingleIns<Message>) & string

/** What all binders have in common: an intersection, by contravariance. */
type Common<Messages, Binder> = (
  Binder extends keyof Messages ? (paths: Direct<Messages[Binder]>) => void : never
) extends (paths: infer Paths) => void
  ? unknown extends Paths
    ? never
    : Paths
  : never

type Step<Messages, Path> = Path extends `${infer Name}.refused`
  ? Name extends keyof Messages
    ? SingleIns<Messages[Name]>
    : Common<Messages, BindersOf<Messages, Path>>
  : Path extends string
    ? Common<Messages, BindersOf<Messages, Path>>
    : never

/** At most a hundred steps: a longer chain is refused by `protocol`. */
type ClosureOf<Messages, Open, Seen = never, Steps extends readonly 0[] = []> = [Open] extends [
  never,
]
  ? Seen
  : Steps['length'] extends 101
    ? Seen | Open
    : ClosureOf<
        Messages,
        Exclude<Step<Messages, Open>, Seen | Open>,
        Seen | Open,
        readonly [...Steps, 0]
      >
