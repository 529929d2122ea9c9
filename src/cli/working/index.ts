/** The face of following work. */
export { followWork, type Followed, type Following } from './follow-work.ts'
export { openSeat, type SeatAnswer, type SeatNeeds } from './operator-seat.ts'
export { type HeldIntent, readWaiting, type Waiting, type WaitingMove } from './waiting.ts'
export type { WorkEnd } from './work-events.ts'
