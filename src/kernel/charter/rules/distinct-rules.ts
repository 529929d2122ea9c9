/**
 * Roles that no principal may hold two of: somebody else must be there for each. Invariant 9: the
 * author of a result is never its verifier.
 *
 * A group is written in the order of the work, so each role is judged against the later ones: an
 * engineer needs another principal as reviewer, while a reviewer who could also build needs nobody.
 */
import type { AnyProtocol } from '../../../protocol/index.ts'
import type { CharterMistake } from '../charter-error.ts'
import type { AnyFirmSpec } from '../firm-spec.ts'
import type { MemberSpec } from '../member.ts'

interface Candidate {
  readonly name: string
  readonly principal: string
  readonly roles: readonly string[]
}

/** Hired members for whom nobody else could hold a role that must be another's. */
export const distinctMistakes = ({ protocols, members }: AnyFirmSpec): readonly CharterMistake[] =>
  protocols.flatMap((protocol) => distinctIn(protocol, candidatesOf(members)))

const candidatesOf = (members: { readonly [name: string]: MemberSpec }): readonly Candidate[] =>
  Object.entries(members).map(([name, { principal = name, roles }]) => ({ name, principal, roles }))

const distinctIn = (
  { name: protocol, form }: AnyProtocol,
  members: readonly Candidate[],
): readonly CharterMistake[] =>
  form.distinct.flatMap((group) =>
    group.flatMap((role, index) =>
      members
        .filter(({ roles }) => roles.includes(role))
        .flatMap((holder) => {
          const lacking = lackingRole(members, group.slice(index + 1), [holder.principal])
          return lacking === undefined ? [] : [alone({ protocol, role, lacking, holder })]
        }),
    ),
  )

const alone = (at: {
  readonly protocol: string
  readonly role: string
  readonly lacking: string
  readonly holder: Candidate
}): CharterMistake => ({
  place: `members.${at.holder.name}`,
  sentence:
    `'${at.holder.name}' may be ${at.role} in '${at.protocol}', ` +
    `but nobody of another principal can be ${at.lacking}`,
  mend: `Hire another ${at.lacking}, or take the role ${at.lacking} from everybody: then the operator holds it.`,
})

/** The first role that nobody is left for, each held by a principal of its own; undefined if all are. */
export const lackingRole = (
  members: readonly Candidate[],
  roles: readonly string[],
  principals: readonly string[],
): string | undefined => {
  const [role, ...rest] = roles
  if (role === undefined) return undefined
  const free = [...new Set(holders(members, role).map(({ principal }) => principal))].filter(
    (principal) => !principals.includes(principal),
  )
  const lacking = free.map((principal) => lackingRole(members, rest, [...principals, principal]))
  if (lacking.some((one) => one === undefined) && free.length > 0) return undefined
  return free.length === 0 ? role : lacking[0]
}

/** Who may hold a role: whom it was given, else the operator. */
const holders = (members: readonly Candidate[], role: string): readonly Candidate[] => {
  const hired = members.filter(({ roles }) => roles.includes(role))
  return hired.length > 0 ? hired : members.filter(({ roles }) => roles.includes('operator'))
}
