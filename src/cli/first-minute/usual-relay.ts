/** What passes between the program before you and the process of the usual way, which may be killed at any instant. */
import type { Answers } from './answers.ts'
import type { HostOrder } from './relay.ts'

/** What the process of the usual way begins with. */
export interface UsualOrder {
  /** The folder of the first minute. */
  readonly home: string
  readonly answers: Answers
  /** Whether you have changed your answer already: you know it, whatever the program forgot. */
  readonly hasChanged: boolean
  readonly kill?: Required<HostOrder>['kill']
}

/** How it came to its end, from its process. */
export type FromUsual =
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed'; readonly said: string; readonly mend?: string }
