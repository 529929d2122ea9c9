/** Sends a window back that says what does not hold: once for each thing it is asked for, and never round and round. */
import type { Json } from '../../../base/index.ts'
import { deedsOf, type Room } from '../room.ts'
import type { Visit } from '../visit.ts'
import type { WriteAnswer } from '../write.ts'
import type { HollowClaim } from './weigh-claims.ts'

/** Refuses the end of a turn whose words do not hold, and notes them; whoever was sent back is let go. */
export const sendBack = (
  room: Room,
  visit: Visit,
  { hollow, again }: { readonly hollow: readonly HollowClaim[]; readonly again: boolean },
): WriteAnswer => {
  const deeds = deedsOf(room, visit)
  if (hollow.length === 0) return { kind: 'allow' }
  const isAgain = again || deeds.sentBack !== ''
  for (const claim of hollow) note(room, visit, { claim, isAgain })
  if (isAgain) return { kind: 'allow' }
  const because = [...hollow.map(({ told }) => told), mend].join(' ')
  deeds.sentBack = because
  return { kind: 'refuse', because }
}

const mend =
  'Check this and do or say what is so; where it is right all the same, say why, and end. You are asked this once.'

const note = (
  room: Room,
  { id: about, seat }: Visit,
  { claim, isAgain }: { readonly claim: HollowClaim; readonly isAgain: boolean },
): void => {
  const outcome = isAgain ? 'It said so again, and was let go' : 'It was sent back to check'
  const text = `${seat} said that ${claim.noted}. ${outcome}`
  const data: Json = { hollow: { kind: claim.kind, again: isAgain } }
  room.hand({ type: 'note-observation', by: 'host', about, text, data })
}
