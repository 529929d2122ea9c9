/** Arriving: the seat of a window, that in which it sits or the first that is free for its agent. */
import { accepted, type Outcome, refused } from '../../base/index.ts'
import type { FirmState } from '../../kernel/index.ts'
import { noDeeds } from './claims/deeds.ts'
import type { WindowCall } from './move.ts'
import { endVisit, processOf, type Room, sendAs } from './room.ts'
import { agentTitles, isSeated, seatsFor, sessionName, type Visit, visitsIn } from './visit.ts'

/** Why a window has no seat. */
export type SeatRefusal = 'no-seat' | 'no-protocol' | 'not-now'

/** The visit of a session that is here. */
export const visitOf = (state: FirmState, call: WindowCall): Visit | undefined => {
  const session = sessionName(call)
  return visitsIn(state).find((visit) => visit.session === session && isSeated(state, visit))
}

/** The visit of a window; one that nobody has seen takes a seat. */
export const arrive = (room: Room, call: WindowCall): Outcome<Visit, SeatRefusal> => {
  const here = visitOf(room.host.state, call)
  if (here !== undefined) {
    if (call.process !== undefined) room.processes.set(here.id, call.process)
    return accepted(here)
  }
  return takeSeat(room, call)
}

const takeSeat = (room: Room, call: WindowCall): Outcome<Visit, SeatRefusal> => {
  const { state } = room.host
  const { protocols = {} } = state.charter ?? {}
  if (protocols['window'] === undefined || protocols['edit'] === undefined) {
    const lacking = `the charter of ${state.name} has no protocols for windows`
    return refused('no-protocol', lacking, '`firm join` shows the lines to add.')
  }
  const seat = freeSeat(room, call)
  if (seat === undefined) return noSeat(state, call)
  const visit = `${seat}-${state.position + 1}`
  const sent = sendAs(room, seat, {
    enactment: '',
    opens: 'window',
    message: 'join',
    facts: {
      visit,
      agent: call.agent,
      session: sessionName(call),
      folder: call.folder,
      process: call.process ?? 0,
      since: room.host.now(),
    },
  })
  const joined = visitOf(state, call)
  if (joined !== undefined) {
    // What it did when it was here before is not known any more.
    if (room.seats.has(joined.session)) room.deeds.set(joined.id, noDeeds(false))
    room.seats.set(joined.session, seat)
    return accepted(joined)
  }
  const why = sent.ok ? `the charter holds \`join\` of ${seat} back` : sent.message
  return refused('not-now', why, '`firm intents` shows what waits.')
}

// A session that was here before sits where it sat, if nobody else does now.
const freeSeat = (room: Room, call: WindowCall): string | undefined => {
  const { state } = room.host
  const isFree = (seat: string): boolean => {
    const sitting = visitsIn(state).find((visit) => visit.seat === seat)
    if (sitting === undefined) return state.members.get(seat)?.takenOverBy === undefined
    return isGone(room, sitting) && free(room, sitting)
  }
  const before = room.seats.get(sessionName(call))
  const seats = seatsFor(state, call.agent)
  const ordered = before === undefined ? seats : [before, ...seats.filter((one) => one !== before)]
  return ordered.find((seat) => seats.includes(seat) && isFree(seat))
}

const free = (room: Room, visit: Visit): boolean => {
  buryDead(room, visit)
  return !visitsIn(room.host.state).some(({ id }) => id === visit.id)
}

/** Whether the process of a window was told and is there no more. */
export const isGone = (room: Room, visit: Visit): boolean => {
  const process = processOf(room, visit)
  return process !== 0 && !room.options.processes.isAlive(process)
}

/** Ends the visit of a window whose process is gone. */
export const buryDead = (room: Room, visit: Visit): void => {
  const because = `the process ${processOf(room, visit)} of ${visit.seat} is gone`
  endVisit(room, visit, { as: 'failed', by: 'host', because })
}

const noSeat = (state: FirmState, { agent }: WindowCall): Outcome<Visit, SeatRefusal> => {
  const seats = seatsFor(state, agent)
  const title = agentTitles[agent] ?? agent
  const taken =
    seats.length === 0
      ? `${state.name} has no seat for a window of ${title}`
      : `every seat for a window of ${title} is taken: ${seats.join(', ')}`
  return refused('no-seat', taken, `Add some: \`firm join --seats ${seats.length + 1}\`.`)
}
