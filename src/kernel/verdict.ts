/** What the kernel answers to a command: the events that follow, or why it is refused. */
import type { FirmEvent } from './event.ts'

/** Why a command is refused. A refused turn is an event too; a refused operator command is only an answer. */
export type CommandRefusal =
  | 'no-such-turn'
  | 'no-such-enactment'
  | 'no-such-intent'
  | 'no-such-member'
  | 'no-such-effect'
  | 'not-yours'
  | 'nothing-to-do'
  | 'member-paused'
  | 'budget-spent'
  | 'turn-open'
  | 'bad-signature'
  | 'already-founded'
  | 'not-now'
  | 'bad-charter'
  | 'turn-refused'
  | 'too-often'

/** The answer. `events` of a refusal are what stands in the ledger all the same, such as a refused turn. */
export type Verdict =
  | { readonly ok: true; readonly events: readonly FirmEvent[] }
  | {
      readonly ok: false
      readonly why: CommandRefusal
      readonly message: string
      readonly events: readonly FirmEvent[]
    }

/** A refusal that leaves nothing in the ledger. */
export const refuse = (why: CommandRefusal, message: string): Verdict => ({
  ok: false,
  why,
  message,
  events: [],
})

/** Acceptance with the events that follow. */
export const accept = (...events: readonly FirmEvent[]): Verdict => ({ ok: true, events })
