/** What a window is told with a reply: everything that bears on it and that it has not heard, made up in this one place. */
import type { WindowCall } from './move.ts'
import type { Room } from './room.ts'
import type { Visit } from './visit.ts'

/** The sentences for a reply, each once; the most pressing first. */
export const toldTo = (room: Room, visit: Visit, _call: WindowCall): readonly string[] =>
  room.letters.take(visit.id)
