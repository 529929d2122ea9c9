/** The face of the charter: the words of `firm.ts`, and what is read from them. */
export { type Amount, cash, eur, formatAmount, minutes, tokens, turns, usd } from './amount.ts'
export { budget, type BudgetLine } from './budget-line.ts'
export { CharterError, type CharterMistake } from './charter-error.ts'
export type { PolicyEntry } from './checked-words.ts'
export { compileFirm, type Firm, firm, schemaOf } from './firm.ts'
export {
  type CharterDifference,
  diffCharters,
  formatDifference,
  isDifferent,
} from './difference/charter-difference.ts'
export { formatGate, formatGateLine, formatTest } from './difference/gate-changes.ts'
export { type OpenWork, openWork, type WaitingChoice } from './difference/open-work.ts'
export { formatMind } from './difference/people-changes.ts'
export type { AnyFirmSpec } from './firm-spec.ts'
export { gate, type Gate, type GateLine, type VetoWindow } from './gate-line.ts'
export {
  type AgentOptions,
  claude,
  codex,
  command,
  type MemberOptions,
  type MemberSpec,
  person,
  type ProgramOptions,
  script,
  type ScriptOptions,
  type TurnLimits,
  window,
} from './member.ts'
export { leasedPlaces } from './leased-places.ts'
export { observe, type ObservationLine, type ObservationOptions } from './observation-line.ts'
export { ledgersIn } from './rules/apart-proof.ts'
export { notReady } from './readiness.ts'
export {
  every,
  formatRhythm,
  schedule,
  type ScheduleLine,
  type ScheduleOptions,
} from './schedule-line.ts'
export { goal, type GoalSpec } from './objective.ts'
export {
  above,
  all,
  any,
  below,
  type Comparison,
  earned,
  type Earned,
  equal,
  not,
  type Test,
  unequal,
  when,
} from './policy-test.ts'
