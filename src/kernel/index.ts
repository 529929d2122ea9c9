/** The face of the kernel: the firm as a pure state machine. */
export type {
  BudgetForm,
  CharterForm,
  GateForm,
  GoalForm,
  MemberForm,
  PolicyLine,
  PolicyTest,
  TurnCost,
} from './charter-form.ts'
export type { BriefTokens } from './brief-tokens.ts'
export type { Command, HostVerdict, TrackRecord } from './command.ts'
export type { Arrival, LetterRefused, MessageAcknowledged, MessageReceived } from './apart-event.ts'
export { isTurnLost } from './decide-turn.ts'
export { comparedIn } from './gate.ts'
export { charterHash } from './decide-firm.ts'
export { approverOf } from './approval.ts'
export { intentContent, isDueIntent, windowLeftMs } from './decide-intent.ts'
export { amendedContent } from './decide-steering.ts'
export {
  type DueEffect,
  dueEffects,
  type DueTurn,
  dueTurns,
  isDueTurn,
  nextAlarm,
  nextTurns,
  type SpentBudget,
  spentBudgets,
} from './due.ts'
export { spentBudget, turnMsMax } from './budget.ts'
export { deliveryWait, newsIn } from './wake.ts'
export type { ObservationForm } from './observation-form.ts'
export { type Rhythm, type ScheduleForm, type Weekday } from './schedule-form.ts'
export { type StalledMember, stalledMembers } from './tries.ts'
export type { Bound, Enactment, Holder, News, StartedEffect } from './enactment.ts'
export type {
  BreakTold,
  Chosen,
  FirmEvent,
  IntentHeld,
  MessageSent,
  Premise,
  RefusalReason,
  TurnEnded,
  TurnOpened,
  TurnRefused,
  Use,
} from './event.ts'
export { evolve } from './evolve.ts'
export type { Elsewhere } from './elsewhere.ts'
export { holdMsMax } from './hold.ts'
export { clockName } from './clock-message.ts'
export { decide, handle } from './kernel.ts'
export { arrivalName, type Letter, letterName, type LetterReceipt, outgoingName } from './letter.ts'
export { forgeriesMax, silentUntil } from './forgery.ts'
export { isOfSender, letterText, receiptText } from './letter-signature.ts'
export { carriedNames, receiversOf } from './apart.ts'
export type { Neighbour } from './neighbour.ts'
export { isLeftOpen } from './left-open.ts'
export { leasedPaths, leaseHolder, leaseHolderSentence, resourcesAt } from './lease.ts'
export {
  type LeaseWait,
  leaseWaitsIn,
  type MenuEntry,
  menuIn,
  menuOf,
  openingsOf,
  rolesOf,
} from './menu.ts'
export type { FactRetracted, FinalityReached, ReopeningBegun } from './retraction-event.ts'
export { candidates, holdersOf, principalOf } from './role.ts'
export { boundNames, factReader, messageOf } from './send.ts'
export { afterLastAct, type SignedAct, signedText } from './signature.ts'
export { decodeState, encodeState, stateFormat, StateFormatError } from './snapshot.ts'
export { brokenPremises, fillPaths, standingBelow, valueAt, versionOf } from './standing.ts'
export {
  emptyState,
  type FirmState,
  type Intent,
  type OpenTurnState,
  type StandingFact,
} from './state.ts'
export type { CommandRefusal, Verdict } from './verdict.ts'
