/** What a window is told with a reply: everything that bears on it and that it has not heard, made up in this one place. */
import type { Known } from '../../memory/index.ts'
import { editsIn } from './edits.ts'
import type { WindowCall } from './move.ts'
import type { Room } from './room.ts'
import { agentTitles, type Visit } from './visit.ts'
import { pathWithin } from './written-paths.ts'

/** A move of a window, and the paths of the repository that it is about. */
export interface Told {
  readonly visit: Visit
  readonly call: WindowCall
  readonly paths: readonly string[]
}

/** What there is to tell. It is told once it is heard; until then it waits. */
export interface Telling {
  /** The most pressing first. */
  readonly sentences: readonly string[]
  /** Whether what the window works by was overturned. */
  readonly overturned: boolean
  /** Notes that the window has heard all of it. */
  readonly heard: () => void
}

/** What there is to tell with this reply: the first words to whoever starts or was never told anything, else the news. */
export const tellingTo = (room: Room, told: Told): Telling => {
  const { visit, call } = told
  const letters = room.letters.waiting(visit.id)
  const known = call.move.kind === 'started' ? undefined : room.known.get(visit.id)
  const telling = known === undefined ? firstTo(room, told) : newsTo(room, told, known)
  return {
    sentences: [...letters, ...telling.sentences],
    overturned: telling.overturned,
    heard: () => {
      room.letters.take(visit.id)
      room.known.set(visit.id, telling.known)
    },
  }
}

interface Found extends Pick<Telling, 'sentences' | 'overturned'> {
  readonly known: Known
}

const firstTo = (room: Room, { visit, call, paths }: Told): Found => {
  const { options, state } = room.host
  const { seat: member, agent } = visit
  const folder = pathWithin(room.options.tree.folder, call.folder) ?? ''
  const ask = {
    member,
    agent: agentTitles[agent] ?? agent,
    paths: [folder, ...heldBy(room, visit), ...paths],
  }
  const { text, known } = options.recollection.firstWords(state, ask)
  return { sentences: [text.trim()], known, overturned: false }
}

const newsTo = (room: Room, { visit, paths }: Told, known: Known): Found => {
  const { options, state } = room.host
  const places = [...heldBy(room, visit), ...paths]
  return options.recollection.newsSince(state, { member: visit.seat, known, paths: places })
}

const heldBy = ({ host }: Room, { seat }: Visit): readonly string[] =>
  editsIn(host.state).flatMap((edit) => (edit.seat === seat ? edit.paths : []))
