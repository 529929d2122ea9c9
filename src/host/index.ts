/** The face of the host: the only loop that acts. */
export {
  type Correspondence,
  type CorrespondenceOptions,
  startCorrespondence,
} from './apart/correspondence.ts'
export { takeLetter, takeReceipt } from './apart/post.ts'
export {
  letterBytesMax,
  type Recipient,
  type SignedLetter,
  type SignedReceipt,
  type Wire,
} from './apart/wire.ts'
export { visitOf } from './door/arrive.ts'
export { type AskedDoor, openDoor, type OpenedDoor } from './door/door.ts'
export type { WindowAsking } from './door/asking/asking.ts'
export type { DoorOptions } from './door/room.ts'
export { type Visit, visitsIn } from './door/visit.ts'
export type { AgentName, Door, DoorReply, Move, WindowCall } from './door/move.ts'
export { observeFinality } from './finality-watch.ts'
export { observeChanges } from './observations.ts'
export { startOutsideWatch } from './outside-watch.ts'
export { settleEffect } from './effect-run.ts'
export { decodeEvent, encodeEvent } from './event-line.ts'
export { type HostFaultPoint, hostFaultPoints } from './fault-points.ts'
export { commitFacts, findOut, repositoryOf } from './finding.ts'
export { type Pace, startFreePace } from './free-pace.ts'
export { type Handed, Host, HostClosedError, type Request } from './host.ts'
export type {
  BriefAsk,
  HostOptions,
  Recollection,
  Staff,
  Told,
  VersionCode,
} from './host-options.ts'
export { openRecollection, type RecollectionOptions } from './recollection.ts'
export { type OpenedHost, openHost } from './opening.ts'
export { openState } from './standing-start.ts'
export { type Stepping, takeStep } from './stepped-pace.ts'
export { conclude, openTurn, type OpenedTurn, think, type ThoughtTurn } from './turn-run.ts'
export { mayRead, viewOf } from './turn-view.ts'
export { openHostWhenFree, type Waiting } from './waiting-host.ts'
export { readFromContent } from './content-value.ts'
