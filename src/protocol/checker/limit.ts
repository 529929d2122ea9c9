/** How many states are visited before the answer is undecided. */
import type { Machine } from '../machine/machine.ts'

/** As many states as fit into some 200 MB: wide protocols have large states. */
export const statesMaxOf = ({ facts, messages }: Machine): number =>
  Math.max(1000, Math.min(200_000, Math.floor(10_000_000 / (facts.length + messages.length + 1))))
