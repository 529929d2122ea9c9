/** Members: their roles, their operator, and what a turn of theirs may take. */
import { type CharterMistake, orList } from '../charter-error.ts'
import type { AnyFirmSpec } from '../firm-spec.ts'
import type { MemberSpec } from '../member.ts'

/** What is wrong with the members, one by one and together. */
export const memberMistakes = (spec: AnyFirmSpec): readonly CharterMistake[] => {
  const roles = firmRoles(spec)
  return [
    ...Object.entries(spec.members).flatMap(([name, member]) => [
      ...roleMistakes(name, member, roles),
      ...costMistakes(name, member),
    ]),
    ...operatorMistakes(spec),
  ]
}

/** The roles of the firm's protocols, and the operator's. */
const firmRoles = ({ protocols }: AnyFirmSpec): readonly string[] => [
  ...new Set(['operator', ...protocols.flatMap(({ form }) => form.roles.map(({ name }) => name))]),
]

const roleMistakes = (
  name: string,
  { roles }: MemberSpec,
  known: readonly string[],
): readonly CharterMistake[] => {
  const place = `members.${name}.roles`
  if (roles.length === 0) {
    return [{ place, sentence: `'${name}' has no role`, mend: `Give it ${orList(known)}.` }]
  }
  return roles
    .filter((role) => !known.includes(role))
    .map((role) => ({
      place,
      sentence: `no protocol of this firm has the role '${role}'`,
      mend: `Use ${orList(known)}, or add the protocol that has the role.`,
    }))
}

const costMistakes = (name: string, member: MemberSpec): readonly CharterMistake[] => {
  const { minutes = 1, tokens = 1, moneyMillionths = 0 } = member.turnCost
  const numbers = [minutes, tokens, moneyMillionths, member.turnsAtOnce]
  const counts = numbers.every((number) => Number.isFinite(number) && number >= 0)
  if (counts && minutes > 0 && tokens > 0 && member.turnsAtOnce >= 1) return []
  return [
    {
      place: `members.${name}`,
      sentence: `a turn of '${name}' has a limit or a price that cannot be counted`,
      mend: 'Give numbers above zero: `limits: { time: minutes(30) }`, `price: usd(0.5)`.',
    },
  ]
}

const operatorMistakes = ({ members }: AnyFirmSpec): readonly CharterMistake[] => {
  const operators = Object.entries(members).filter(([, { roles }]) => roles.includes('operator'))
  const [first, ...others] = operators
  if (first === undefined) {
    return [
      {
        place: 'members',
        sentence: 'nobody is the operator, and somebody must be able to say no',
        mend: "Add one person: `ana: person({ roles: ['operator'] })`.",
      },
    ]
  }
  const names = operators.map(([name]) => name).join(' and ')
  if (others.length > 0) {
    const sentence = `${names} are operators, and there is one seat`
    return [{ place: 'members', sentence, mend: `Leave the role to one of them.` }]
  }
  const [name, { mind }] = first
  if (mind.kind === 'person') return []
  const sentence = `the operator '${name}' is a ${mind.kind}, and only a person can be asked`
  return [{ place: `members.${name}`, sentence, mend: `Write \`${name}: person({ … })\`.` }]
}
