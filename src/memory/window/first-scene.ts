/** What the first words to a window look at, gathered once. */
import type { FirmState } from '../../kernel/index.ts'
import { type Reader, readerOf } from '../audience.ts'
import type { Memory } from '../memory.ts'
import { indexIn } from './news-since.ts'
import type { StandingIndex } from './standing-index.ts'

/** Which window joins, and where it works. */
export interface FirstAsk {
  readonly member: string
  /** Its agent as a person calls it, such as `Claude Code`. */
  readonly agent: string
  /** The folder in which it works and what it edits already, seen from the repository's root; empty is all of it. */
  readonly paths: readonly string[]
}

/** What the sections share. */
export interface FirstScene {
  readonly memory: Memory
  readonly state: FirmState
  readonly ask: FirstAsk
  /** The paths that tell its place apart from the rest; none where it works on everything. */
  readonly paths: readonly string[]
  readonly reader: Reader
  readonly index: StandingIndex
}

/** Gathers the scene. */
export const firstSceneOf = (memory: Memory, state: FirmState, ask: FirstAsk): FirstScene => ({
  memory,
  state,
  ask,
  paths: ask.paths.filter((path) => path !== '' && path !== '.'),
  reader: readerOf(state, ask.member, ''),
  index: indexIn(memory, state),
})
