/** The face of protocol: the canonical form, the machine that steps it, the checker that proves it. */
export type * from './form.ts'
export { begin, beginChild, type BeginOptions, type Members } from './machine/begin.ts'
export { compile } from './machine/compile.ts'
export {
  type Cohort,
  copyCourse,
  type Course,
  effectState,
  encodeCourse,
  endingNamed,
  endingNumber,
  endings,
  isRunning,
} from './machine/course.ts'
export { deadlinesOf, dueDeadlines } from './machine/deadline.ts'
export { canCancel, hasAnythingInFlight, type PlacedEffect, undoable } from './machine/ending.ts'
export type { Deadline, Fact, Machine, MemberSet, Message, ReadBy } from './machine/machine.ts'
export { branchesOf, type Choice, enabled, isEnabled, menu } from './machine/menu.ts'
export type {
  End,
  Move,
  Part,
  Receipt,
  Receive,
  Refuse,
  Send,
  Sender,
  Time,
  Undo,
} from './machine/move.ts'
export { moves } from './machine/moves.ts'
export { IllegalMoveError, step } from './machine/step.ts'
export { MalformedProtocolError, type Problem, problemsOf } from './machine/wellformed.ts'
export { check } from './checker/check.ts'
export { formatRun } from './checker/run.ts'
export {
  type Advice,
  type CheckOptions,
  type Finding,
  isAccepted,
  type Rule,
  type RunStep,
  type Verdict,
} from './checker/verdict.ts'
