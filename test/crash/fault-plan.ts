/** Carries out a plan of faults in a real process, and counts what was visited. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Faults } from '../../src/base/index.ts'
import { isRefused, refusalAt } from './refusal.ts'
import type { FaultPlan } from './victim-order.ts'

/** Faults that count their visits. */
export interface CountedFaults extends Faults {
  readonly counts: Map<string, number>
}

/** Reaches points as planned; with no plan they are only counted. */
export const planned = (
  plan: FaultPlan | undefined,
  say: (...words: readonly (string | number)[]) => void,
): CountedFaults => {
  const counts = new Map<string, number>()
  let isFull = false
  const reach = (point: string): void => {
    const visit = (counts.get(point) ?? 0) + 1
    counts.set(point, visit)
    if (plan?.does === 'refuse') {
      const { code = 'ENOSPC' } = plan
      if (!isFull && point === plan.point && visit === plan.visit) {
        isFull = true
        say('reached', point)
      }
      if (isFull && isRefused(point, code, plan.point)) throw refusalAt(point, code)
      return
    }
    if (plan === undefined || point !== plan.point || visit !== plan.visit) return
    if (plan.does === 'fill') return fill(plan.folder ?? '')
    say('reached', point)
    process.kill(process.pid, plan.does === 'kill' ? 'SIGKILL' : 'SIGSTOP')
  }
  return { reach, counts }
}

/** How often each point was reached, by name. */
export const visits = ({ counts }: CountedFaults): { readonly [point: string]: number } =>
  Object.fromEntries(counts)

/** Fills the disk on which the folder lies; only to be used on a small one. */
const fill = (folder: string): void => {
  for (let bytes = 1 << 20; bytes >= 1; bytes >>= 1) {
    for (let count = 0; count < 64; count += 1) {
      try {
        writeFileSync(join(folder, `filler-${bytes}-${count}`), Buffer.alloc(bytes))
      } catch {
        break
      }
    }
  }
}
