/** What an environment shows: a member may be woken when it changes. */
import type { Environment } from './environment.ts'

/** Something that changes outside, and not by messages alone: `repo.branch('main')`, `notes.file('plan.md')`. */
export interface Observable {
  /** The environment as declared, by which a charter finds its name. */
  readonly environment: Environment
  readonly what: 'branch' | 'file'
  /** The branch's name, or the file's path seen from the environment's folder. */
  readonly of: string
}
