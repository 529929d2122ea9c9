/** The face of api: the verbs and the shapes of the wire, safe in a browser. */
export { attendedWindows, type AttendedWindow } from './wire/attended-window.ts'
export { checkedProtocol, type CheckedProtocol } from './wire/checked-protocol.ts'
export { factOrigin, type FactOrigin } from './wire/fact-origin.ts'
export {
  hostReply,
  type HostReply,
  hostRequest,
  type HostRequest,
  type ToldLine,
  toldLine,
  watchVerb,
} from './wire/exchange.ts'
export { finding, type Finding, type Health } from './wire/finding.ts'
export { ledgerAnchor, type LedgerAnchor } from './wire/ledger-anchor.ts'
export { logLine, type LogLine, premiseLine, type PremiseLine } from './wire/log-line.ts'
export { waitingIntent, type WaitingIntent } from './wire/waiting-intent.ts'
export { costLine, type CostLineShown } from './wire/cost-line.ts'
export { firmGoal, type FirmGoal } from './wire/firm-goal.ts'
export {
  type ComingThing,
  firmStatus,
  type FirmStatus,
  type HeldThing,
  type MemberStatus,
  type WaitingThing,
  type WindowStatus,
} from './wire/firm-status.ts'
export { type BriefPiece, shownBrief, type ShownBrief } from './wire/shown-brief.ts'
