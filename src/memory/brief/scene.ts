/** The scene of a brief: everything that its sections look at, gathered once. */
import type { Json } from '../../base/index.ts'
import {
  type Enactment,
  factReader,
  fillPaths,
  type FirmState,
  type Premise,
  versionOf,
  standingBelow,
} from '../../kernel/index.ts'
import { referencePhrase, withReferences } from '../../ledger/index.ts'
import { type Reader, readerOf } from '../audience.ts'
import type { Places } from '../bearing.ts'
import type { Memory, Trace } from '../memory.ts'
import type { BriefAsk } from './brief.ts'

/** What the sections of one brief share. */
export interface Scene {
  readonly memory: Memory
  readonly state: FirmState
  readonly ask: BriefAsk
  readonly reader: Reader
  /** Absent in the lobby. */
  readonly enactment: Enactment | undefined
  readonly trace: Trace | undefined
  readonly places: Places
  readonly premises: readonly Premise[]
}

/** Gathers the scene of a brief. */
export const sceneOf = (memory: Memory, state: FirmState, ask: BriefAsk): Scene => {
  const enactment = state.open.get(ask.enactment)
  const trace = memory.traces.get(ask.enactment)
  const held = readerOf(state, ask.member, ask.enactment)
  const reader = { member: ask.member, roles: [...new Set([ask.role, ...held.roles])] }
  return {
    memory,
    state,
    ask,
    reader,
    enactment,
    trace,
    places: { paths: trace?.paths ?? [], scopes: trace?.scopes ?? [] },
    premises: premisesOf(state, ask, enactment),
  }
}

// Without an open turn the brief shows what a turn opened now would be given.
const premisesOf = (
  state: FirmState,
  ask: BriefAsk,
  enactment: Enactment | undefined,
): readonly Premise[] => {
  const turn = state.turns.get(ask.turn ?? '')
  if (turn !== undefined) return turn.premises
  if (enactment === undefined) return []
  const read = factReader(enactment, ask.member)
  const paths = enactment.machine.form.under.flatMap((under) => fillPaths(under.scope, read) ?? [])
  const below = paths.flatMap((scope) => standingBelow(state, scope))
  return [...new Set([...paths, ...below])].map((path) => ({
    path,
    version: versionOf(state, path),
  }))
}

/**
 * A value as one line of a brief: text as it is, everything else as JSON, and what stands in content as it says. It is
 * asked for here, so nothing is said before it is known that the reader may read it.
 */
export const sayValue = ({ ask }: Pick<Scene, 'ask'>, value: Json): string => {
  const said = withReferences(
    value,
    (reference) => ask.contentOf?.(reference.name) ?? referencePhrase(reference),
  )
  return typeof said === 'string' ? said : JSON.stringify(said)
}

/** The first characters of a text, with how many were left out. */
export const shorten = (text: string, charactersMax: number): string =>
  text.length <= charactersMax
    ? text
    : `${text.slice(0, charactersMax)}… (${text.length - charactersMax} more characters)`
