/** Scripts made of parts, one for each answer of a model: what a window does that works alone. */
import type { Script, Seen, Step } from './step.ts'
import type { Agent } from './window.ts'

/** One answer. */
export type Part = (seen: Seen) => Step | Promise<Step>

/** A script that gives one part after the other, and then the last again. */
export const inParts =
  (...parts: readonly Part[]): Script =>
  (seen) =>
    parts[Math.min(seen.answers, parts.length - 1)]?.(seen) ?? { text: '' }

/** Reads the file that all have a line in. */
export const readBy =
  ({ hands }: Agent): Part =>
  (seen) => ({ call: hands.read(seen, 'a.txt') })

/** Changes its own line in it. */
export const editBy = ({ hands }: Agent, speaker: string): Part => {
  const change = { from: `line of ${speaker}`, to: `${speaker} was here`, path: 'a.txt' }
  return (seen) => ({ call: hands.edit(seen, change) })
}

/** Ends its turn. */
export const done: Part = () => ({ text: 'I am done.' })
