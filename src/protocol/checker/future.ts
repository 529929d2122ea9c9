/** What may follow: the messages that a course can still come to, and how many steps away. */
import { copyCourse, type Course, encodeCourse } from '../machine/course.ts'
import type { Machine } from '../machine/machine.ts'
import type { Move } from '../machine/move.ts'
import { moves } from '../machine/moves.ts'
import { step } from '../machine/step.ts'

/** A message that may follow, and the least number of steps after which it has been sent. */
export interface Prospect {
  readonly message: string
  readonly from: string
  readonly steps: number
}

/** Members of a set that is not named yet: one stands for all. */
const withMembers = (machine: Machine, move: Move): Move =>
  move.kind === 'send'
    ? { ...move, sizes: (machine.messages[move.message]?.opens ?? []).map(() => 1) }
    : move

/**
 * The messages that may follow, nearest first; cancels and vetoes are left out, and what a round's
 * child does is not looked into. Looks at `statesMax` states at most, so far ones may be missing.
 */
export const prospects = (machine: Machine, course: Course, statesMax = 2000): Prospect[] => {
  const found = new Map<number, number>()
  const seen = new Set([encodeCourse(course)])
  let ring: Course[] = [course]
  for (let steps = 1; ring.length > 0 && seen.size < statesMax; steps += 1) {
    const next: Course[] = []
    for (const from of ring) {
      for (const bare of moves(machine, from)) {
        if (bare.kind === 'end' || bare.kind === 'refuse') continue
        const after = copyCourse(from)
        step(machine, after, withMembers(machine, bare))
        if (bare.kind === 'send' && !found.has(bare.message)) found.set(bare.message, steps)
        const code = encodeCourse(after)
        if (seen.has(code)) continue
        seen.add(code)
        next.push(after)
      }
    }
    ring = next
  }
  return [...found].map(([index, steps]) => ({
    message: machine.messages[index]?.name ?? '',
    from: machine.messages[index]?.from ?? '',
    steps,
  }))
}
