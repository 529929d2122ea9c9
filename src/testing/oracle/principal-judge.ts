/** Invariant 9: nobody judges what they wrote, whoever acts in whose place, over a whole chain of rounds. */
import { clockName, type FirmEvent, type MessageSent } from '../../kernel/index.ts'
import type { Account } from './account.ts'
import { amendedIntent } from './intent.ts'
import { type Finding, findings } from './breach.ts'
import { principalIn } from './principal.ts'
import type { Work } from './work.ts'

/** What was wrong with who did something. */
export const judgePrincipals = (account: Account, event: FirmEvent): readonly Finding[] => {
  switch (event.type) {
    case 'message-sent':
      return judgeSender(account, event)
    case 'role-assigned': {
      const work = account.works.get(event.enactment)
      return work === undefined ? [] : clashes(account, work, [[event.role, event.member]])
    }
    case 'intent-verified': {
      const author = account.intents.get(event.intent)?.held.by ?? ''
      const isOther = principalIn(account, event.by) !== principalIn(account, author)
      return isOther ? [] : findings(9, `${event.by} verified what ${author} wants to send`)
    }
    default:
      return []
  }
}

const judgeSender = (account: Account, event: MessageSent): readonly Finding[] => {
  const work = account.works.get(event.enactment)
  if (work === undefined || event.by === clockName) return []
  const person = amendedIntent(account, event)?.vetoedBy ?? event.by
  const own = principalIn(account, person)
  const said = `${event.message} stands in the name of ${event.principal}, and is ${own}'s`
  const role = work.form.messages[event.message]?.from ?? ''
  const named = [
    ...Object.entries(event.roles ?? {}).filter(([name]) => name !== role),
    ...Object.entries(event.sets ?? {}).flatMap(([name, members]) =>
      members.map((member) => [name, member] as const),
    ),
  ]
  return [
    ...(event.principal === own ? [] : findings(9, said)),
    ...clashes(account, work, [[role, person], ...named]),
  ]
}

/** Who is in a role, and answers for another that must be distinct from it, or has spoken in that. */
const clashes = (
  account: Account,
  { form, roles, spoken, world }: Work,
  named: readonly (readonly [role: string, member: string])[],
): readonly Finding[] =>
  named.flatMap(([role, member]) => {
    const principal = principalIn(account, member)
    const others = form.distinct
      .filter((group) => group.includes(role))
      .flat()
      .filter((other) => other !== role)
    return [...new Set(others)].flatMap((other) => {
      const holders = [
        ...(world.members[other] ?? []),
        ...(roles.has(other) ? [roles.get(other) ?? ''] : []),
      ]
      const fresh = named.flatMap(([name, one]) => (name === other ? [one] : []))
      const held = [...holders, ...fresh].some((one) => principalIn(account, one) === principal)
      const wrote = spoken.get(other)?.has(principal) === true
      return held || wrote ? findings(9, `${principal} is ${role} and ${other}`) : []
    })
  })
