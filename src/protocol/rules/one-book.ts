/** What of a protocol only one book can order, so that its roles cannot be spread over ledgers. */
import type { ProtocolForm } from '../form.ts'

/** Why it must stay at home, without a full stop, and what to do instead. */
export interface OneBookReason {
  readonly about: 'first' | 'set' | 'round'
  readonly sentence: string
  readonly mend: string
}

/** Every reason; none where the protocol may be enacted apart, as far as its text tells. */
export const oneBookReasons = (form: ProtocolForm): readonly OneBookReason[] => [
  ...Object.entries(form.facts)
    .filter(([, fact]) => fact.first === true)
    .map(([name]) => ({
      about: 'first' as const,
      sentence: `'${name}' is declared \`first\`, and between ledgers no book orders who was first`,
      mend: `Let one role decide '${name}'.`,
    })),
  ...form.roles
    .filter((role) => role.set)
    .map((role) => ({
      about: 'set' as const,
      sentence: `'${role.name}' is a role set, whose members one ledger must know`,
      mend: 'Give each of them a protocol of its own.',
    })),
  ...Object.entries(form.messages)
    .filter(([, message]) => message.round !== undefined)
    .map(([name]) => ({
      about: 'round' as const,
      sentence: `'${name}' opens a round, which would open in the ledger of its sender alone`,
      mend: 'Let the role that would begin the round open a new enactment instead.',
    })),
]
