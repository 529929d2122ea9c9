/** Commands about what does not last: an environment says how settled a thing is, or that it is gone. */
import type { Instant } from '../base/index.ts'
import type { Finality } from '../protocol/index.ts'

interface Common {
  readonly at: Instant
  readonly host: string
  readonly enactment: string
  /** A fact, or a message whose receipt it is. */
  readonly fact: string
  readonly member?: string
}

/** An environment settled a fact or a receipt further. */
export interface ObserveFinality extends Common {
  readonly type: 'observe-finality'
  readonly finality: Finality
}

/** A fact is taken back by a person, or a receipt by the environment that gave it. */
export interface RetractFact extends Common {
  readonly type: 'retract-fact'
  readonly by: string
  readonly because: string
}
