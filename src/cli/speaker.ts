/** In whose name a command speaks: the operator's, another person's, or that of a member taken over. */
import { accepted, type Outcome, refused } from '../base/index.ts'
import type { Seat } from './steer-verb.ts'

/** The member who speaks; nobody speaks for a mind of its own that was not taken over. */
export const speakerOf = (
  { state, operator }: Seat,
  asked: string | undefined,
): Outcome<string, string> => {
  if (asked === undefined || asked === operator) return accepted(operator)
  const form = state.charter?.members[asked]
  if (form === undefined) {
    const names = Object.keys(state.charter?.members ?? {}).join(', ')
    return refused(
      'no-such-member',
      `${asked} is not a member of ${state.name}`,
      `Name one of ${names}.`,
    )
  }
  if (form.mind.kind === 'person' || state.members.get(asked)?.takenOverBy === operator) {
    return accepted(asked)
  }
  return refused(
    'not-yours',
    `${asked} speaks for itself`,
    `To speak in its place: \`firm takeover ${asked}\`.`,
  )
}
