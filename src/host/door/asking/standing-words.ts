/** What stands about a path or topic, as an answer. */
import type { WindowToolAnswer, WindowToolInputs } from '../../../api/window-tools/index.ts'
import { pathWithin } from '../written-paths.ts'
import { type Asker, says } from './asker.ts'

/** Says what was decided, which goals and documents stand, and what was tried there. */
export const standingWords = (
  { room, visit }: Asker,
  { about }: WindowToolInputs['what_stands'],
): WindowToolAnswer => {
  const { host, options } = room
  // A path may be named from the root of the machine; a topic never is.
  const named = about.startsWith('/') ? (pathWithin(options.tree.folder, about) ?? about) : about
  const { recollection } = host.options
  const { standing, tried, more } = recollection.whatStands(host.state, {
    member: visit.seat,
    about: named,
  })
  return says(
    ...(standing.length === 0 ? [`Nothing stands about ${about}.`] : standing),
    ...(more > 0 ? [`${more} older things stand besides: ask about a narrower path.`] : []),
    ...(tried.length === 0 ? [] : ['What was tried there and did not succeed:', ...tried]),
  )
}
