/** Everything of the machine that a verb may touch, handed in by `main`. */
import type { Clock, Faults } from '../base/index.ts'
import type { Asker } from './asking/index.ts'
import type { Machine } from './doctor/index.ts'
import type { Screen } from './screen.ts'
import type { Modules } from './modules/index.ts'
import type { Secrets } from './operator-key/index.ts'

/** Variables by name, as the process was given them. */
export interface Variables {
  readonly [name: string]: string | undefined
}

/** Where a command runs. */
export interface Surroundings {
  /** The version of the running program. */
  readonly version: string
  readonly screen: Screen
  readonly variables: Variables
  /** The folder it was called in. */
  readonly folder: string
  /** The folder of the person who called it. */
  readonly personFolder: string
  /** linux, darwin, win32 … */
  readonly platform: string
  readonly clock: Clock
  readonly machine: Machine
  readonly modules: Modules
  readonly secrets: Secrets
  readonly asker: Asker
  /** Where a plan of a test may stop the program. */
  readonly faults: Faults
}
