/** What a process of the program is started with: one argument, as JSON. */
import type { FaultPlan } from '../victim-order.ts'

/** The order of one command. */
export interface ProgramOrder {
  readonly home: string
  readonly repository: string
  readonly words: readonly string[]
  readonly plan?: FaultPlan
}
