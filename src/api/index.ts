/** The face of api: the verbs and the shapes of the wire, safe in a browser. */
export { attendedWindows, type AttendedWindow } from './wire/attended-window.ts'
export type { ArgumentForm, OptionForm, VerbForm } from './verb-form.ts'
export { anchorForm } from './verbs/anchor.ts'
export { checkForm } from './verbs/check.ts'
export { doForm } from './verbs/do.ts'
export { doctorForm } from './verbs/doctor.ts'
export { helpForm } from './verbs/help.ts'
export { dismissForm, hireForm } from './verbs/hire.ts'
export { initForm } from './verbs/init.ts'
export { logForm } from './verbs/log.ts'
export { protocolForm } from './verbs/protocol.ts'
export { runForm, stopForm, upForm } from './verbs/up.ts'
export { verifyForm } from './verbs/verify.ts'
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
export { type LineSplitter, lineSplitter } from './wire/line-splitter.ts'
export { finding, type Finding, type Health } from './wire/finding.ts'
export { ledgerAnchor, type LedgerAnchor } from './wire/ledger-anchor.ts'
export { logLineOf } from './wire/log-line-of.ts'
export { logLine, type LogLine, premiseLine, type PremiseLine } from './wire/log-line.ts'
export { waitingIntent, type WaitingIntent } from './wire/waiting-intent.ts'
export { firstMinuteForm } from './verbs/first-minute.ts'
export { briefForm } from './verbs/brief.ts'
export { costForm } from './verbs/cost.ts'
export { goalsForm } from './verbs/goals.ts'
export { intentsForm } from './verbs/intents.ts'
export { rewindForm } from './verbs/rewind.ts'
export { statusForm } from './verbs/status.ts'
export { whyForm } from './verbs/why.ts'
export { costLine, type CostLineShown } from './wire/cost-line.ts'
export { firmGoal, type FirmGoal } from './wire/firm-goal.ts'
export {
  type ComingThing,
  firmStatus,
  type FirmStatus,
  type HeldThing,
  type MemberStatus,
  type WaitingThing,
} from './wire/firm-status.ts'
export { type BriefPiece, shownBrief, type ShownBrief } from './wire/shown-brief.ts'
export { amendForm } from './verbs/amend.ts'
export { answerForm } from './verbs/answer.ts'
export { applyForm } from './verbs/apply.ts'
export { approveForm } from './verbs/approve.ts'
export { cancelForm } from './verbs/cancel.ts'
export { decideForm } from './verbs/decide.ts'
export { diffForm } from './verbs/diff.ts'
export { eraseForm } from './verbs/erase.ts'
export { exportForm } from './verbs/export.ts'
export { forkForm } from './verbs/fork.ts'
export { holdForm } from './verbs/hold.ts'
export { pauseForm } from './verbs/pause.ts'
export { resumeForm } from './verbs/resume.ts'
export { returnForm } from './verbs/return.ts'
export { rollbackForm } from './verbs/rollback.ts'
export { takeoverForm } from './verbs/takeover.ts'
export { tellForm } from './verbs/tell.ts'
export { vetoForm } from './verbs/veto.ts'
