/** A window gives back leases before its work ends. */
import type { WindowToolAnswer, WindowToolInputs } from '../../../api/window-tools/index.ts'
import { covers, type Edit, editsIn } from '../edits.ts'
import { sendAs } from '../room.ts'
import { tellMember } from './ask-somebody.ts'
import { type Asker, isPaths, pathsNamed, says, saysNo } from './asker.ts'

/** Ends the edits that hold any of these paths, and tells whoever they are for. */
export const handOver = async (
  asker: Asker,
  { paths, to }: WindowToolInputs['hand_over'],
): Promise<WindowToolAnswer> => {
  const found = await pathsNamed(asker, paths)
  if (!isPaths(found)) return found
  const { room, visit } = asker
  const dirty = await room.options.tree.dirty(found).catch(() => found)
  const own = editsIn(room.host.state).filter(({ seat }) => seat === visit.seat)
  const named = own.filter((edit) => isNamed(edit, found))
  if (named.length === 0) return saysNo(`You hold none of these. ${holdings(own)}`)
  const outcome = to === undefined ? 'given back' : `handed over to ${to}`
  for (const { id } of named) {
    sendAs(room, visit.seat, { enactment: id, message: 'finish', facts: { outcome } })
  }
  const { open } = room.host.state
  if (named.some(({ id }) => open.has(id)))
    return saysNo('The charter holds it back: `firm intents`.')
  const freed = named.flatMap((edit) => edit.paths).join(', ')
  return says(
    `Free now: ${freed}.`,
    ...(dirty.length === 0
      ? []
      : [`Not committed yet: ${dirty.join(', ')}. Whoever writes next finds your changes.`]),
    ...(to === undefined ? [] : [tellMember(asker, to, `I gave back ${freed} for you.`).text]),
  )
}

const isNamed = ({ paths }: Edit, named: readonly string[]): boolean =>
  paths.some((held) => named.some((path) => covers(held, path) || covers(path, held)))

const holdings = (own: readonly Edit[]): string =>
  own.length === 0
    ? 'You hold nothing.'
    : `You hold ${own.flatMap(({ paths }) => paths).join(', ')}.`
