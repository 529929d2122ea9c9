/**
 * Commands: what one wrote is found right after it, for no agent lets every shell be refused. What was free is leased to its
 * window then; what another holds is told to both. Nothing was prevented, and nothing says so.
 */
import type { Json } from '../../base/index.ts'
import type { TreeLook } from '../ports/index.ts'
import { runsTests, type Running } from './claims/deeds.ts'
import { type Blocker, blockersOf, editsIn, isOwn } from './edits.ts'
import { heldSentence, stoppedSentence } from './refusal-words.ts'
import { countWrites, deedsOf, type Room, writingOf } from './room.ts'
import { fitsOneWrite } from './written-paths.ts'
import { type Visit, visitsIn } from './visit.ts'
import { leaseWritten, type WriteAnswer } from './write.ts'

/** How the tree stood before a command, and what others had written when the look began, as counted by the room. */
export interface Before {
  readonly look: TreeLook
  readonly writes: number
}

/** Lets a command run unless its window is stopped, and notes how the tree stands before it. */
export const aboutToRun = (
  room: Room,
  visit: Visit,
  { command, before }: { readonly command: string; readonly before: Before | undefined },
): WriteAnswer => {
  const stopped = stoppedSentence(room.host.state, visit.seat)
  if (stopped !== undefined) return { kind: 'refuse', because: stopped }
  if (before !== undefined) begin(room, visit, { command, ...before })
  return { kind: 'allow' }
}

const begin = (room: Room, visit: Visit, begun: Running): void => {
  const { running } = deedsOf(room, visit)
  running.push(begun)
  // A command whose end no hook tells of would stay for ever.
  if (running.length > runningMax) running.shift()
}

const runningMax = 8

/** Takes the command out that has ended; undefined where nobody looked before it. */
export const endRunning = (room: Room, visit: Visit, command: string): Running | undefined => {
  const { running } = deedsOf(room, visit)
  const place = running.findLastIndex((one) => one.command === command)
  return place < 0 ? undefined : running.splice(place, 1)[0]
}

/** What was seen of a command that has come back. */
export interface SeenRun {
  /** What was written while it ran; none where nobody could look. */
  readonly written: readonly string[]
  /** Those of it that the last commit does not have. */
  readonly dirty: readonly string[]
  /** What others had written before it, as counted by the room. */
  readonly writes: number
}

/** Where nobody looked, or nothing was written. */
export const nothingSeen: SeenRun = { written: [], dirty: [], writes: 0 }

/** A command that has come back. */
export interface Ran extends SeenRun {
  readonly command: string
  readonly failed: boolean
}

/** Leases what a command wrote and nobody held; both who wrote and who holds are told of what another holds. */
export const hasRun = (room: Room, visit: Visit, ran: Ran): void => {
  const deeds = deedsOf(room, visit)
  const measures = measuresOf(room)
  if (runsTests(ran.command, measures)) deeds.tests = ran.failed ? 'failed' : 'ran'
  const written = ran.written.filter((path) => !isWrittenByOther(room, visit, { path, ran }))
  if (written.length === 0) return
  deeds.hasWritten = true
  const blockers = blockersOf(room.host.state, written).filter(
    ({ root }) => !isOwn(room.host.state, visit, root),
  )
  const held = new Set(blockers.map(({ path }) => path))
  const isDirty = new Set(ran.dirty)
  const own = written.filter((path) => !held.has(path) && isDirty.has(path))
  if (fitsOneWrite(own)) leaseWritten(room, visit, own)
  for (const blocker of blockers.slice(0, toldMax)) tellBoth(room, visit, blocker)
  const more = blockers.length - toldMax
  if (more > 0) {
    room.letters.write(visit.id, `${more} more of what was written is held by others too.`)
  }
  // Another's command that is under way sees the same, and has not done it.
  countWrites(
    room,
    visit,
    written.filter((path) => !held.has(path)),
  )
}

/** Whoever overwrites more has heard enough to look at all of it. */
const toldMax = 3

const measuresOf = ({ host }: Room): readonly string[] => {
  const measure = host.state.charter?.goal.measure
  return measure === undefined ? [] : [measure]
}

// Whoever holds a path and writes it by its own tools in the same moment did what the tree shows.
const isWrittenByOther = (
  room: Room,
  visit: Visit,
  { path, ran }: { readonly path: string; readonly ran: Ran },
): boolean => {
  const last = room.writes.last.get(path)
  if (last !== undefined && last.visit !== visit.id && last.count > ran.writes) return true
  return visitsIn(room.host.state).some(
    (other) => other.id !== visit.id && writingOf(room, other).paths.has(path),
  )
}

const tellBoth = (room: Room, visit: Visit, blocker: Blocker): void => {
  const { host, letters } = room
  const { path, root } = blocker
  const holder = editsIn(host.state).find(({ id }) => id === root)
  const what = `${path}, which ${holder?.seat ?? root} holds, was written while a command of ${visit.seat} ran`
  const data: Json = { overwrote: { path, visit: visit.id, holder: root } }
  room.hand({ type: 'note-observation', by: 'host', about: root, text: what, data })
  const reader = visitsIn(host.state).find(({ seat }) => seat === holder?.seat)
  if (reader !== undefined) {
    const told = `${path}, which you hold (${root}), was written while a command of ${visit.seat} ran.`
    const mend = `Read it again before you write it; ${visit.seat} was asked to undo that or to tell you what it changed.`
    // Whoever runs a command itself may have done it, and is not held up for it.
    const isRunning = deedsOf(room, reader).running.length > 0
    letters.write(reader.id, `${told} ${mend}`, isRunning ? [] : [path])
  }
  const whom = holder?.seat ?? 'whoever works on it'
  const how = reader === undefined ? '' : ', with the tool `ask`'
  const told = [
    `While your command ran, ${path} was written. ${heldSentence(host, blocker)}`,
    `If your command wrote it, undo that change alone, and not by \`git checkout\` or \`git restore\`, which would take the work of ${whom} too; or leave it there and tell ${whom} what you changed${how}.`,
  ]
  letters.write(visit.id, told.join(' '))
}
