/** What each member was told by its last brief in an enactment, so that what is told again can be counted. */
import { hash as digest } from 'node:crypto'
import type { FirmEvent } from '../kernel/index.ts'

interface Last {
  readonly turn: string
  /** What the turn before was told; absent for a first one. */
  readonly before: ReadonlySet<string> | undefined
  said: ReadonlySet<string> | undefined
}

/** Whose brief for which turn. */
interface Whose {
  readonly member: string
  readonly enactment: string
  readonly turn: string
}

/** What was told before. A host that begins knows of nothing: what its predecessor told counts as new. */
export interface ToldBefore {
  /** Whether the brief of the member's turn before this one said it. */
  readonly has: (whose: Whose, text: string) => boolean
  readonly keep: (whose: Whose, said: readonly string[]) => void
  /** Forgets what nobody will be told again. */
  readonly hear: (event: FirmEvent) => void
}

// A brief is long and many are open, so what it said is kept by digest.
const nameOf = (text: string): string => digest('sha256', text, 'base64')

/** Opens one that knows of nothing. */
export const openToldBefore = (): ToldBefore => {
  const byEnactment = new Map<string, Map<string, Last>>()
  // A brief may be made twice for one turn; both look at the turn before.
  const lastOf = ({ member, enactment, turn }: Whose): Last => {
    const known = byEnactment.get(enactment)?.get(member)
    if (known?.turn === turn) return known
    return { turn, before: known?.said, said: undefined }
  }
  return {
    has: (whose, text) => {
      const { before } = lastOf(whose)
      return before?.has(nameOf(text)) === true
    },
    keep: (whose, said) => {
      const last = lastOf(whose)
      last.said = new Set(said.map(nameOf))
      const members = byEnactment.get(whose.enactment) ?? new Map<string, Last>()
      byEnactment.set(whose.enactment, members.set(whose.member, last))
    },
    hear: (event) => {
      if (event.type === 'enactment-ended') byEnactment.delete(event.enactment)
    },
  }
}
