/** Who answers for a member: the charter's principal, or the person's who acts in its place. */
import type { CharterForm } from '../../kernel/index.ts'

/** What principals are told by. */
export interface Persons {
  readonly charter: CharterForm | undefined
  readonly takenOver: ReadonlyMap<string, string>
}

/** The principal who answers for a member now. */
export const principalIn = ({ charter, takenOver }: Persons, member: string): string => {
  const person = takenOver.get(member)
  const name = person ?? member
  return charter?.members[name]?.principal ?? name
}

/** Whether a member is the operator, or is acted for by the operator. */
export const isOperatorsHand = ({ charter, takenOver }: Persons, member: string): boolean => {
  const person = takenOver.get(member) ?? member
  return charter?.members[person]?.roles.includes('operator') === true
}

/** The operator's name. */
export const operatorOf = ({ charter }: Persons): string => {
  const found = Object.entries(charter?.members ?? {}).find(([, { roles }]) =>
    roles.includes('operator'),
  )
  return found?.[0] ?? ''
}

/** Whether the charter lets a member be somebody: it was hired for that, or nobody was and it is the operator. */
export const isHiredFor = ({ charter }: Persons, member: string, role: string): boolean => {
  const members = charter?.members ?? {}
  const isStaffed = Object.values(members).some(({ roles }) => roles.includes(role))
  return members[member]?.roles.includes(isStaffed ? role : 'operator') === true
}
