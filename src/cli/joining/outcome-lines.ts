/** What came of joining and leaving, in words and for a program. */
import type { JsonObject } from '../../base/index.ts'
import type { AgentOutcome } from './join-agents.ts'

const words = {
  unchanged: 'is as it should be',
  declined: 'is left as it was: you did not say yes (`--yes` says it to all)',
} as const

/** A line for each file; `changed` says what became of those that were. */
export const outcomeLines = (
  outcomes: readonly AgentOutcome[],
  changed: string,
): readonly string[] =>
  outcomes.flatMap(({ outcome }) =>
    outcome.kind === 'refused' ? [] : [`${outcome.file} ${{ ...words, changed }[outcome.kind]}.`],
  )

/** What is wrong, and the mend, for each file that was refused. */
export const outcomeComplaints = (outcomes: readonly AgentOutcome[]): readonly string[] =>
  outcomes.flatMap(({ outcome }) =>
    outcome.kind === 'refused' ? [outcome.message, outcome.hint] : [],
  )

/** The same for a program. */
export const outcomeJson = (outcomes: readonly AgentOutcome[]): readonly JsonObject[] =>
  outcomes.map(({ agent, outcome }) => ({ agent, ...outcome }))

/** Whether every file is as it should be. */
export const isWhole = (outcomes: readonly AgentOutcome[]): boolean =>
  outcomes.every(({ outcome }) => outcome.kind === 'changed' || outcome.kind === 'unchanged')
