/** The face of protocol: the canonical form, the machine that steps it, the checker that proves it. */
export type {
  Binding,
  Condition,
  DeadlineForm,
  EffectForm,
  Ending,
  FactForm,
  FactKind,
  Finality,
  MessageForm,
  NeverForm,
  ProtocolForm,
  Receipt as ReceiptKind,
  RoleForm,
  RoundForm,
  UnderForm,
} from './form.ts'
export { begin, beginChild, type BeginOptions, type Members } from './machine/begin.ts'
export { compile } from './machine/compile.ts'
export { bindersOf, formOfLedger } from './machine/ledger-form.ts'
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
export { checkApart, checkPublished, type ApartOptions } from './checker/check-apart.ts'
export { parsePublished, type PublishedProtocol } from './checker/published.ts'
export { foresee, type Foresight } from './checker/foresight.ts'
export { type Prospect, prospects } from './checker/future.ts'
export { type OneBookReason, oneBookReasons } from './rules/one-book.ts'
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
export type { AnySchema, FactSchema, InputOf, NatureOf, ValueOf } from './fact/fact.ts'
export { each, type PartPlan } from './fact/each.ts'
export { type Given, given } from './fact/given.ts'
export { jsonSchemaOf } from './fact/json-schema.ts'
export { type ChainReceipt, onChain } from './fact/on-chain.ts'
export { oneOf, type OneOf } from './fact/one-of.ts'
export { parseFact } from './fact/parse-fact.ts'
export {
  flag,
  type Id,
  id,
  instant,
  integer,
  type Member,
  member,
  members,
  type Money,
  money,
  probability,
  type Range,
  text,
} from './fact/plain-facts.ts'
export { first, only, personal, settles, stands, type Wrapped } from './fact/wrapped-facts.ts'
export {
  type Effect,
  type EffectRule,
  type EffectRules,
  type Effects,
  type Environment,
  environment,
} from './environment/environment.ts'
export { type Files, files } from './environment/files.ts'
export { type Commit, type CommitFact, type Git, git } from './environment/git.ts'
export type { Observable } from './environment/observable.ts'
export { type Command, processes, type Programs } from './environment/processes.ts'
export {
  code,
  type CodeRole,
  type HandlerAnswer,
  type HandlerTurn,
  pass,
  type Pass,
  whyPassed,
} from './language/code.ts'
export { all, type All, quorum, type Quorum, type Reading } from './language/conditions.ts'
export type { ReceiptValues, Said } from './language/known.ts'
export {
  type AnyProtocol,
  type OpenProtocol,
  type Protocol,
  protocol,
} from './language/protocol.ts'
export { type Mistake, ProtocolError, type ProtocolErrorCode } from './protocol-error.ts'
export { decidingPaths } from './rules/deciding-paths.ts'
export { hashOfForm } from './reading/hash.ts'
export { formatCondition } from './rules/readings.ts'
export { differenceOf } from './reading/difference.ts'
export { type NoProtocol, parseProtocolForm } from './reading/parse-form.ts'
export { sequencePicture, statePicture } from './reading/pictures.ts'
export { showProtocol } from './reading/show.ts'
