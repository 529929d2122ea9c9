/** The face of the ports: what minds and environments must be, and what they are given. */
export type {
  EffectAnswer,
  EffectOrder,
  EffectOutcome,
  EffectPreview,
  EnvironmentPort,
  Sight,
} from './environment.ts'
export type {
  BriefText,
  ChosenMessage,
  LooksInto,
  MenuItem,
  Mind,
  MindAnswer,
  NamedValue,
  TurnSignals,
  TurnUse,
  TurnView,
  Workplace,
} from './mind.ts'
export type {
  Containment,
  EndedProcess,
  KeptPath,
  Processes,
  ProcessFence,
  ProcessLimits,
  ProcessOrder,
  ProcessResult,
} from './processes.ts'
export type { CommittedScratch, FetchRefusal, Scratch, ScratchKey, Worktree } from './scratch.ts'
export type { Tree, TreeChanges, TreeLook } from './tree.ts'
