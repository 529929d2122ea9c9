/**
 * The door: what windows of coding agents do becomes commands of the firm, and its answers their replies.
 *
 * A call is judged in one go, on the state as it stands then: what must be looked up outside is looked up before. So
 * two calls at once come one after the other, and the kernel says who was first. Nobody hears that they may write
 * before their lease is durable.
 */
import type { WindowToolAnswer } from '../../api/window-tools/index.ts'
import { FirmError, unreachable } from '../../base/index.ts'
import { nothingKnown } from '../../memory/index.ts'
import type { Host } from '../host.ts'
import { arrive, visitOf } from './arrive.ts'
import { answerAsking, type WindowAsking } from './asking/asking.ts'
import { askAgain, isSentBackWith, noDeeds } from './claims/deeds.ts'
import { sendBack } from './claims/send-back.ts'
import { finishClean, leave } from './leave.ts'
import { lookAround, lookQuietly, type Seen } from './look-around.ts'
import type { Door, DoorReply, WindowCall } from './move.ts'
import { purposeOf } from './purpose.ts'
import {
  countWrites,
  deedsOf,
  type DoorOptions,
  hear,
  openRoom,
  type Room,
  writingOf,
} from './room.ts'
import { aboutToRun, hasRun, nothingSeen } from './shell.ts'
import { tellingTo, type Told } from './told.ts'
import { type Visit, visitsIn } from './visit.ts'
import { wantsNow } from './wants.ts'
import { startWatch } from './watch.ts'
import { aboutToWrite, type WriteAnswer } from './write.ts'

/** Answers the tools of windows. It never throws. */
export interface AskedDoor {
  readonly ask: (asking: WindowAsking) => Promise<WindowToolAnswer>
}

/** A door that is open, and how it is closed. */
export interface OpenedDoor extends Door, AskedDoor {
  readonly close: () => void
}

/** Opens the door of a hosted firm. Who was here before the host is still here, and is heard of from now. */
export const openDoor = async (host: Host, options: DoorOptions): Promise<OpenedDoor> => {
  const room = openRoom(host, options)
  const { state } = host
  const { store } = host.options
  for (const want of await wantsNow(state, (after) => store.read(after))) room.wants.add(want)
  // What they were told is not known any more, so they are told again what came since they did.
  for (const { id } of visitsIn(state)) {
    room.known.set(id, nothingKnown(state.open.get(id)?.openedAt ?? 0))
    room.deeds.set(id, noDeeds(false))
  }
  const watch = startWatch(room)
  return {
    take: async (call) =>
      await take(room, call).catch((cause: unknown) => ({
        kind: 'refuse',
        because: failure(cause),
        told: [],
      })),
    ask: async (asking) =>
      await answerAsking(room, asking).catch((cause: unknown) => ({
        ok: false,
        text: failure(cause),
      })),
    close: watch.stop,
  }
}

const take = async (room: Room, call: WindowCall): Promise<DoorReply> => {
  const seen = await lookAround(room, call)
  const reply = judge(room, call, seen)
  await room.durable()
  return reply
}

const failure = (cause: unknown): string => {
  const why = cause instanceof Error ? cause.message : String(cause)
  const mend = cause instanceof FirmError ? (cause.hint ?? '') : ''
  return `Firm could not answer: ${why}. ${mend}`.trim()
}

const judge = (room: Room, call: WindowCall, seen: Seen): DoorReply => {
  const { move } = call
  const { written } = seen
  if (move.kind === 'ended') return goodbye(room, call)
  if (move.kind === 'about-to-write' && written?.ok === false) {
    const { message, hint = '' } = written
    return { kind: 'refuse', because: `${message}. ${hint}`.trim(), told: [] }
  }
  const paths = written?.ok === true ? written.value : []
  const arrived = arrive(room, call)
  if (!arrived.ok) return unseated(call, paths, arrived)
  const visit = arrived.value
  hear(room, visit)
  const overturned = overturnedIn(room, { visit, call, paths })
  if (overturned !== undefined) return overturned
  const answer = answerTo(room, { visit, call, paths, seen })
  // What its model is not shown has not been told, and waits.
  if (answer.kind === 'allow' && call.deaf === true) return { ...answer, told: [] }
  const { sentences, heard } = tellingTo(room, { visit, call, paths })
  heard()
  return { ...answer, told: sentences }
}

/** A write on what has changed since is refused once, with what changed: it is read before the write, not after. */
const overturnedIn = (room: Room, told: Told): DoorReply | undefined => {
  if (told.call.move.kind !== 'about-to-write' || told.paths.length === 0) return undefined
  const { sentences, overturned, heard } = tellingTo(room, told)
  if (!overturned) return undefined
  heard()
  const because =
    'What you work by has changed, so nothing was written. Look whether this write still holds, and write it again if it does.'
  return { kind: 'refuse', because, told: sentences }
}

const goodbye = (room: Room, call: WindowCall): DoorReply => {
  const visit = visitOf(room.host.state, call)
  if (visit !== undefined) leave(room, visit)
  return { kind: 'allow', told: [] }
}

/** One move, with whose it is and what was seen for it. */
interface Moved {
  readonly visit: Visit
  readonly call: WindowCall
  readonly paths: readonly string[]
  readonly seen: Seen
}

const answerTo = (room: Room, { visit, call, paths, seen }: Moved): WriteAnswer => {
  const { move } = call
  switch (move.kind) {
    case 'about-to-write':
      return aboutToWrite(room, visit, paths)
    case 'about-to-run':
      return aboutToRun(room, visit, { command: move.command, before: seen.before })
    case 'ran':
      hasRun(room, visit, { ...move, ...(seen.ran ?? nothingSeen) })
      return { kind: 'allow' }
    case 'wrote':
      for (const path of paths) writingOf(room, visit).paths.delete(path)
      countWrites(room, visit, paths)
      return { kind: 'allow' }
    case 'stopping':
      if (seen.tree !== undefined) finishClean(room, visit, seen.tree)
      return sendBack(room, visit, { hollow: seen.hollow ?? [], again: move.again })
    case 'prompted':
      if (move.said !== undefined) room.purposes.set(visit.id, purposeOf(move.said))
      ask(room, visit, move.said ?? '')
      return { kind: 'allow' }
    case 'started':
    case 'looked':
    case 'ended':
      return { kind: 'allow' }
    default:
      return unreachable(move)
  }
}

const ask = (room: Room, visit: Visit, said: string): void => {
  const deeds = deedsOf(room, visit)
  if (isSentBackWith(deeds, said)) return
  askAgain(deeds, said)
  // Its work does not wait for this: a model thinks for longer.
  deeds.from = lookQuietly(room)
}

// A window without a seat may read and think; it is told at its first words what it may not do.
const unseated = (
  { move }: WindowCall,
  paths: readonly string[],
  { message, hint = '' }: { readonly message: string; readonly hint?: string },
): DoorReply => {
  const because = `${message}. ${hint}`.trim()
  if (move.kind === 'about-to-write' && paths.length > 0) {
    return {
      kind: 'refuse',
      because: `You have no seat in this firm, so nothing was written: ${because}`,
      told: [],
    }
  }
  const isFirst = move.kind === 'started' || move.kind === 'prompted'
  const told = `You have no seat in this firm, and what you write in its repository is refused: ${because}`
  return { kind: 'allow', told: isFirst ? [told] : [] }
}
