/** Scripts: a handler for everything that their roles send, and for nothing else. */
import { type CharterMistake, orList } from '../charter-error.ts'
import type { AnyFirmSpec } from '../firm-spec.ts'
import type { MemberSpec } from '../member.ts'

/** What is wrong with what scripts play. */
export const scriptMistakes = (spec: AnyFirmSpec): readonly CharterMistake[] =>
  Object.entries(spec.members).flatMap(([name, member]) =>
    member.mind.kind === 'script'
      ? [...unplayed(spec, name, member), ...foreign(spec, name, member)]
      : [],
  )

/** Roles in which the member may have to send something, without code for it. */
const unplayed = (
  { protocols }: AnyFirmSpec,
  name: string,
  member: MemberSpec,
): readonly CharterMistake[] =>
  protocols.flatMap((protocol) =>
    member.roles
      .filter((role) => Object.values(protocol.form.messages).some(({ from }) => from === role))
      .filter((role) => !plays(member, protocol.name, role))
      .map((role) => ({
        place: `members.${name}`,
        sentence: `'${name}' may be ${role} in '${protocol.name}' and has no code for it`,
        mend: `Add \`code(${protocol.name}, '${role}', { … })\`, or take the role away.`,
      })),
  )

const plays = (member: MemberSpec, protocol: string, role: string): boolean =>
  member.plays.some((play) => play.protocol.name === protocol && play.role === role)

/** Code for a protocol that the firm does not have, in another version, or for a role not given. */
const foreign = (
  { protocols }: AnyFirmSpec,
  name: string,
  member: MemberSpec,
): readonly CharterMistake[] =>
  member.plays.flatMap(({ protocol, role }) => {
    const place = `members.${name}`
    const own = protocols.find((one) => one.name === protocol.name)
    if (own === undefined) {
      const names = orList(protocols.map((one) => one.name))
      return [
        {
          place,
          sentence: `'${name}' has code for '${protocol.name}', which is no protocol of this firm`,
          mend: `Add it to protocols, or write code for ${names}.`,
        },
      ]
    }
    if (own.hash !== protocol.hash) {
      return [
        {
          place,
          sentence: `'${name}' has code for another version of '${protocol.name}'`,
          mend: 'Use one value of the protocol for the firm and for its code.',
        },
      ]
    }
    if (member.roles.includes(role)) return []
    return [
      {
        place: `members.${name}.roles`,
        sentence: `'${name}' has code for '${role}' in '${protocol.name}', but not the role`,
        mend: `Add '${role}' to its roles, or leave the code out.`,
      },
    ]
  })
