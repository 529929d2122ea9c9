/** Observations as charters write them: `observe('commits', repo.branch('main'), { wakes: 'lead', saying: … })`. */
import type { Observable } from '../../protocol/index.ts'

/** One observation. */
export interface ObservationLine<Who extends string = string> {
  readonly name: string
  readonly of: Observable
  readonly wakes: Who
  readonly saying: string
}

/** What an observation does. */
export interface ObservationOptions<Who extends string> {
  /** The member that is woken between its tasks; what it then opens is its own choice. */
  readonly wakes: Who
  /** What that turn begins with, after what was seen. */
  readonly saying: string
}

/** An observation: whenever what it looks at has changed, once for all that came since its member read the last. */
export const observe = <const Who extends string>(
  name: string,
  of: Observable,
  { wakes, saying }: ObservationOptions<Who>,
): ObservationLine<Who> => ({ name, of, wakes, saying })
