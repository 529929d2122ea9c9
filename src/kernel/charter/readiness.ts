/** Whether work can begin in a protocol: somebody for each role, and nobody in two that must be distinct. */
import type { CharterForm } from '../charter-form.ts'
import { type CharterMistake } from './charter-error.ts'
import { lackingRole } from './rules/distinct-rules.ts'

/**
 * What keeps work of a protocol from beginning; nothing where it may. A charter without engineers is
 * no mistake, but then the operator would build and review, and that is refused before work begins.
 */
export const notReady = (charter: CharterForm, protocol: string): readonly CharterMistake[] => {
  const members = Object.entries(charter.members).map(([name, { principal, roles }]) => ({
    name,
    principal,
    roles,
  }))
  return (charter.protocols[protocol]?.distinct ?? []).flatMap((group) => {
    const lacking = lackingRole(members, group, [])
    if (lacking === undefined) return []
    return [
      {
        place: 'members',
        sentence: `nobody of another principal can be ${lacking} in '${protocol}'`,
        mend: `Hire somebody: firm hire NAME --role ${lacking} --mind claude.`,
      },
    ]
  })
}
