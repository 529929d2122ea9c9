/** Watching: whose window is silent too long or gone, and what windows are to be told of what others did. */
import { later } from '../../base/index.ts'
import type { FirmEvent } from '../../kernel/index.ts'
import { buryDead, isGone } from './arrive.ts'
import { editsIn } from './edits.ts'
import { endVisit, hear, type Room, writingOf } from './room.ts'
import { isSeated, type Visit, visitsIn } from './visit.ts'
import { keepEdits } from './write.ts'

/** How often the door looks whether windows are still there. */
const lookMs = 1_000

const tried = { key: 'door', enactment: '', what: 'the look for windows that are gone' } as const

/** Looks again and again until it is stopped. Everybody who is here when it begins is heard of from now. */
export const startWatch = (room: Room): { readonly stop: () => void } => {
  const { host } = room
  let cancel = (): void => undefined
  const unsubscribe = host.onChange((events) => {
    for (const event of events) tellOf(room, event)
  })
  const look = (): void => {
    if (!host.isOpen) return
    try {
      endGone(room)
      host.troubles.clear(tried.key)
    } catch (cause) {
      // Nobody waits for this answer; it is tried again, and screens say so while it fails.
      host.troubles.note(tried, cause)
    }
    cancel = host.options.clock.schedule(later(host.options.clock.now(), lookMs), look)
  }
  for (const visit of visitsIn(host.state)) {
    hear(room, visit)
    keepEdits(room, visit)
    // What the door before allowed may be on its way still.
    for (const path of pathsOf(room, visit)) writingOf(room, visit).paths.add(path)
  }
  look()
  return {
    stop: () => {
      cancel()
      unsubscribe()
    },
  }
}

/** Ends the visits of windows that are gone, were silent too long or lost their seat, and the edits of nobody. */
export const endGone = (room: Room): void => {
  const { host } = room
  for (const visit of visitsIn(host.state)) {
    if (!isSeated(host.state, visit)) {
      const because = `${visit.seat} is no seat of this window any more`
      endVisit(room, visit, { as: 'cancelled', by: 'host', because })
    } else if (isGone(room, visit)) buryDead(room, visit)
    else if (isSilent(room, visit)) {
      const because = `${visit.seat} was silent for ${room.options.leaseMs / 1_000} s`
      endVisit(room, visit, { as: 'expired', by: 'clock', because })
    }
  }
  const seats = new Set(visitsIn(host.state).map(({ seat }) => seat))
  for (const { id: enactment, seat } of editsIn(host.state)) {
    if (seats.has(seat)) continue
    const because = `no window sits in ${seat}`
    room.hand({ type: 'end-enactment', enactment, as: 'failed', by: 'host', because })
  }
}

const pathsOf = ({ host }: Room, visit: Visit): readonly string[] =>
  editsIn(host.state).flatMap(({ seat, paths }) => (seat === visit.seat ? paths : []))

// Whoever came by another way than this door is heard of from now.
const isSilent = (room: Room, visit: Visit): boolean => {
  const { host } = room
  return host.now() >= (host.lapses.get(visit.id) ?? hear(room, visit))
}

const tellOf = (room: Room, event: FirmEvent): void => {
  if (event.type === 'ending-begun') tellLifted(room, event)
  if (event.type !== 'enactment-ended') return
  room.edits.delete(event.enactment)
  for (const want of room.wants) {
    if (want.holder !== event.enactment && want.visit !== event.enactment) continue
    room.wants.delete(want)
    if (want.holder === event.enactment) {
      room.letters.write(want.visit, `${want.path} is free now, for whoever writes it first.`)
    }
  }
}

// What the door ended itself its window either asked for or will not read.
const tellLifted = (room: Room, event: FirmEvent & { readonly type: 'ending-begun' }): void => {
  const { enactment, by, because } = event
  const edit = room.edits.get(enactment)
  if (edit === undefined || by === 'host' || by === 'clock') return
  const why = because === '' ? '' : `: ${because}`
  const paths = edit.paths.join(', ')
  room.letters.write(
    edit.visit,
    `${by} has lifted your lease on ${paths} (${enactment})${why}. Another may write it now: look at it again before you do.`,
    edit.paths,
  )
}
