/** What one run left behind, and what a check says of it. */
import type { Line } from './line.ts'
import type { Clone } from './repository.ts'

/** Your moves in a run; each can be left out. */
export interface Answers {
  readonly answer?: string
  readonly change?: string
  readonly veto?: boolean
  readonly kill?: boolean
  readonly lie?: boolean
}

/** Counts of one way of working. */
export interface Accounts {
  readonly collisions: number
  readonly stale: number
  readonly falseDone: number
  readonly lost: number
  readonly questions: number
  readonly turns: number
  readonly bytes: number
}

/** A process that died, as it was seen from outside. */
export interface Death {
  readonly pid: number
  /** Where the branch that it worked on stood at that instant. */
  readonly tip: string
}

/** One thing that happened the usual way, as its own record tells it. */
export interface UsualLine {
  readonly what: string
  readonly work?: string
  readonly by?: string
  readonly commit?: string
  readonly exists?: boolean
  readonly meets?: boolean
  readonly answer?: string | null
  readonly to?: string
  /** The tip that a commit did not merge with. */
  readonly against?: string
  readonly bytes?: number
  /** The process that started, or was killed. */
  readonly pid?: number
}

/** Everything that a run can be judged by. */
export interface Evidence {
  readonly seed: number
  readonly answers: Answers
  readonly home: string
  readonly lines: readonly Line[]
  readonly clone: Clone
  readonly usual: Clone
  readonly usualLines: readonly UsualLine[]
  readonly printed: { readonly firm: Accounts; readonly today: Accounts }
  readonly deaths: readonly Death[]
  /** Processes of the usual way that ended, as they were seen from outside, with where its branch stood. */
  readonly usualDeaths: readonly Death[]
  /** Whether a process of that id is there. */
  readonly isAlive: (pid: number) => boolean
  /** The mind of a member, given a view; answers what it would say. */
  readonly askMind: (member: string, view: unknown) => unknown
}

/** What a check looked at, and what it found wrong. */
export interface Finding {
  readonly looked: readonly string[]
  readonly wrong: readonly string[]
  /** What a series of seeds is judged by. */
  readonly notes?: { readonly [name: string]: string }
}

/** Collects what a check looks at and finds. */
export const openFinding = (): {
  readonly look: (words: string) => void
  /** Notes what is wrong unless the condition holds. */
  readonly expect: (holds: boolean, wrong: string) => void
  readonly finding: (notes?: Finding['notes']) => Finding
} => {
  const looked: string[] = []
  const wrong: string[] = []
  return {
    look: (words) => {
      looked.push(words)
    },
    expect: (holds, words) => {
      if (!holds) wrong.push(words)
    },
    finding: (notes) => ({ looked, wrong, ...(notes === undefined ? {} : { notes }) }),
  }
}
