/** Leaving off: edits end once the last commit has their paths, and all of them with their window. */
import { editsIn } from './edits.ts'
import { forget, type Room, sendAs, writingOf } from './room.ts'
import type { Visit } from './visit.ts'

/** What of a window's paths was seen to be as the last commit has it, and as of which write. */
export interface Cleanness {
  readonly clean: ReadonlySet<string>
  readonly count: number
}

/** Looks which of a window's paths are as the last commit has them; what cannot be compared counts as changed. */
export const lookAtTree = async (room: Room, visit: Visit): Promise<Cleanness> => {
  const { count } = writingOf(room, visit)
  const held = editsIn(room.host.state).flatMap(({ seat, paths }) =>
    seat === visit.seat ? paths : [],
  )
  if (held.length === 0) return { clean: new Set(), count }
  const dirty = await room.options.tree.dirty(held).catch(() => held)
  const isDirty = new Set(dirty)
  return { clean: new Set(held.filter((path) => !isDirty.has(path))), count }
}

/**
 * Ends the edits of a window that stops whose paths are all committed. What was allowed and not yet reported as written
 * may still be on its way, from a helper of the window's own: it is kept until the next stop.
 */
export const finishClean = (room: Room, visit: Visit, { clean, count }: Cleanness): void => {
  const writing = writingOf(room, visit)
  const isStale = writing.count !== count
  for (const { id, seat, paths } of editsIn(room.host.state)) {
    if (seat !== visit.seat || isStale) continue
    if (paths.some((path) => !clean.has(path) || writing.paths.has(path))) continue
    finish(room, visit, { edit: id, outcome: 'the last commit has it' })
  }
  if (!isStale) writing.paths.clear()
}

/** The window goes: its edits end with it, and its seat is free. */
export const leave = (room: Room, visit: Visit): void => {
  for (const { id, seat } of editsIn(room.host.state)) {
    if (seat === visit.seat) finish(room, visit, { edit: id, outcome: 'its window left' })
  }
  const facts = { left: 'its window was closed' }
  sendAs(room, visit.seat, { enactment: visit.id, message: 'leave', facts })
  forget(room, visit)
}

const finish = (
  room: Room,
  { seat }: Visit,
  { edit, outcome }: { readonly edit: string; readonly outcome: string },
): void => {
  sendAs(room, seat, { enactment: edit, message: 'finish', facts: { outcome } })
}
