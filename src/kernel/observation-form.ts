/** The canonical form of an observation: what is looked at, whom a change wakes, and what it says. */

/** An observation of the charter. */
export type ObservationForm = {
  /** The environment, by the name that protocols use. */
  readonly environment: string
  readonly what: 'branch' | 'file'
  /** The branch's name, or the file's path seen from the environment's folder. */
  readonly of: string
  /** The member that is woken. */
  readonly wakes: string
  /** What its turn begins with, after what was seen. */
  readonly saying: string
}
