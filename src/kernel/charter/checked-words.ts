/**
 * What the compiler refuses in a charter, at the member or the line of policy that is wrong.
 *
 * The type of a right one is itself; that of a wrong one is a sentence that says what is wrong.
 */
import type { AnyProtocol } from '../../protocol/index.ts'
import type { BudgetLine } from './budget-line.ts'
import type { GateLine, RoleOf } from './gate-line.ts'
import type { MemberSpec } from './member.ts'

/** A line of policy: a gate or a budget. */
export type PolicyEntry = GateLine | BudgetLine

/** Roles that a member of a firm with these protocols may have. */
export type FirmRole<Protocols extends readonly AnyProtocol[]> =
  | RoleOf<Protocols[number]>
  | 'operator'

/** Members whose roles a protocol of the firm has. */
export type CheckedMembers<Protocols extends readonly AnyProtocol[], Members> = {
  readonly [Name in keyof Members]: Members[Name] extends MemberSpec<infer Role>
    ? [Exclude<Role, FirmRole<Protocols>>] extends [never]
      ? Members[Name]
      : `no protocol of this firm has the role '${Exclude<Role, FirmRole<Protocols>>}'`
    : MemberSpec
}

/** Lines on protocols and members that the firm has. */
export type CheckedPolicy<Protocols extends readonly AnyProtocol[], Members, Policy> = {
  readonly [Index in keyof Policy]: CheckedEntry<
    Protocols[number]['name'],
    keyof Members & string,
    Policy[Index]
  >
}

type CheckedEntry<Name extends string, Member extends string, Entry> =
  Entry extends GateLine<infer Protocol, infer Who>
    ? [Exclude<Protocol, Name>] extends [never]
      ? CheckedWho<Member | 'operator', Who, Entry>
      : `'${Exclude<Protocol, Name>}' is no protocol of this firm`
    : Entry extends BudgetLine<infer Who>
      ? CheckedWho<Member, Who, Entry>
      : PolicyEntry

type CheckedWho<Member extends string, Who extends string, Entry> = [Exclude<Who, Member>] extends [
  never,
]
  ? Entry
  : `'${Exclude<Who, Member>}' is no member of this firm`
