/** What a story is: the work that is offered, and what the operator does, judged from the state alone. */
import type { Request } from '../../src/host/index.ts'
import type { Enactment, FirmState } from '../../src/kernel/index.ts'

/** Work for the engineer; hard work fails its first review. */
export interface Work {
  readonly work: string
  readonly spec: {
    readonly paths: readonly string[]
    readonly area: string
    readonly hard: boolean
  }
}

/** What stands outside of the ledger when a story begins. */
export interface Outside {
  /** The file of the chain. */
  readonly chain: string
  /** A commit in the firm's repository, on no branch. */
  readonly commit: string
}

/** A story. A host that died goes on with it, so its moves look at nothing but the state. */
export interface Story {
  readonly works: readonly Work[]
  /** The operator's next move; undefined where there is none now. */
  readonly move: (state: FirmState, outside: Outside) => Request | undefined
  /** What the world does by itself; called again and again, so it does each thing once. */
  readonly stir?: (state: FirmState, outside: Outside) => void
}

/** The member who is the operator, and the clerk of everything that no mind does. */
export const boss = 'boss'

/** A message of the operator. */
export const say = (chosen: {
  readonly enactment: string
  readonly message: string
  readonly facts?: { readonly [name: string]: string }
  readonly opens?: string
}): Request => ({
  type: 'act-as-member',
  member: boss,
  chosen: [{ facts: {}, ...chosen }],
  cites: [],
  verdicts: [],
  records: [],
})

/** The receipt of a message's effect, once it is done. */
export const isDone = (enactment: Enactment | undefined, message: string): boolean =>
  enactment?.effects.get(message)?.receipt !== undefined
