/** The face of following work. */
export { askInPlace } from './ask-in-place.ts'
export { followWork, type Followed, type Following } from './follow-work.ts'
export { namedPaths } from './named-paths.ts'
export { openSeat, type SeatAnswer, type SeatNeeds } from './operator-seat.ts'
export { type HeldIntent, readWaiting, type Waiting, type WaitingMove } from './waiting.ts'
export type { WorkEnd } from './work-events.ts'
