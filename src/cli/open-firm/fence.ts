/** The fence around members' programs, for a firm: what they could really read, write and reach, found by trying. */
import type { Processes } from '../../host/ports/index.ts'
import { type FenceFinding, type MindFence, probeFence } from '../../minds/command/index.ts'

/** What is tried. */
export interface FenceQuestion {
  /** The firm's folder: who can read it is unfenced. */
  readonly home: string
  readonly others: readonly string[]
  readonly processes: Processes
  readonly variables: { readonly [name: string]: string }
  /** What the member's programs are kept from; absent, from nothing. */
  readonly fence?: MindFence
}

/** Runs the probe as a member's program is run. */
export const findFence = async (question: FenceQuestion): Promise<FenceFinding> => {
  const { home, others, processes, variables, fence } = question
  return await probeFence({
    manner: { keeps: [], variables: {} },
    processes,
    variables,
    paths: [home, ...others],
    ...(fence === undefined ? {} : { fence }),
  })
}
