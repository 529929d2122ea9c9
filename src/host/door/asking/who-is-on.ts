/** Who edits or answers for paths: one sentence each. */
import type { WindowToolAnswer, WindowToolInputs } from '../../../api/window-tools/index.ts'
import { isAudience, readerOf } from '../../../memory/index.ts'
import { covers, type Blocker } from '../edits.ts'
import { heldSentence } from '../refusal-words.ts'
import { type Asker, isPaths, pathsNamed, says } from './asker.ts'

/** Says who is on these paths, above and below them too. */
export const whoIsOn = async (
  asker: Asker,
  { paths }: WindowToolInputs['who_is_on'],
): Promise<WindowToolAnswer> => {
  const found = await pathsNamed(asker, paths)
  if (!isPaths(found)) return found
  return says(...found.flatMap((path) => sentencesOn(asker, path)))
}

const heldMax = 8

const sentencesOn = (asker: Asker, path: string): readonly string[] => {
  const held = heldOn(asker, path)
  const owner = ownerOf(asker, path)
  const sentences = held.slice(0, heldMax).map((one) => sayHeld(asker, one))
  const more = held.length - sentences.length
  return [
    ...(held.length === 0 ? [`Nobody edits ${path} now.`] : sentences),
    ...(more > 0 ? [`${more} more leases lie below ${path}.`] : []),
    ...(owner === undefined ? [] : [owner]),
  ]
}

const heldOn = ({ room }: Asker, path: string): readonly Blocker[] =>
  [...room.host.state.leases].flatMap(([resource, root]) => {
    const held = resource.slice(resource.indexOf(':') + 1)
    return covers(held, path) || covers(path, held) ? [{ path: held, held, root }] : []
  })

const sayHeld = ({ room, visit }: Asker, blocker: Blocker): string => {
  const { host } = room
  const holders = [...(host.state.open.get(blocker.root)?.roles.values() ?? [])]
  const isOwn = holders.some(({ member }) => member === visit.seat)
  return isOwn ? `${blocker.held} is yours (${blocker.root}).` : heldSentence(host, blocker)
}

// Whoever owns the nearest folder above it answers for it.
const ownerOf = ({ room, visit }: Asker, path: string): string | undefined => {
  const { state } = room.host
  const reader = readerOf(state, visit.seat, '')
  const steps = path.split('/')
  for (let depth = steps.length; depth > 0; depth -= 1) {
    const thing = steps.slice(0, depth).join('/')
    const owned = state.standing.get(`owner/${thing}`)
    if (owned === undefined || owned.retracted === true) continue
    if (!isAudience(owned.audience, reader)) return undefined
    const { value } = owned
    return `${typeof value === 'string' ? value : JSON.stringify(value)} answers for ${thing}.`
  }
  return undefined
}
