/** What the checker answers: verdicts, the runs that show them, and advice. */

/** What is wrong with a protocol. Each rule has its mend. */
export type Rule =
  /** Two roles, or two members of a set, have messages on their menus that bind one fact. */
  | 'unsafe'
  /** A reachable state cannot reach an end. */
  | 'dead'
  /** No run completes. */
  | 'never-completes'
  /** A state that a `never` line forbids is reachable. */
  | 'never'
  /** A message can never be sent. */
  | 'unreachable'
  /** A message reads what no message binds. */
  | 'unbound'
  /** An irreversible effect rests on what is not settled. */
  | 'unsettled'
  /** A deadline decides what another role decides. */
  | 'deadline'
  /** Something that the checker cannot judge yet: the verdict is undecided. */
  | 'not-judged'

/** One line of a run. */
export interface RunStep {
  /** A role, `clock`, `operator`, or an environment that answers. */
  readonly who: string
  /** The message with the branches it bound, or what happened instead. */
  readonly message: string
  /** What each role knows after it. */
  readonly knows: { readonly [role: string]: readonly string[] }
}

/** One thing that is wrong: the shortest run that shows it, and the mend in a sentence. */
export interface Finding {
  readonly rule: Rule
  readonly sentence: string
  readonly mend: string
  /** Empty where the text alone shows it. */
  readonly run: readonly RunStep[]
}

/** What is not wrong and worth knowing. */
export interface Advice {
  readonly about: 'silence' | 'gate'
  readonly sentence: string
}

/** What goes wrong in a set that is too small. */
export interface SmallerSize {
  readonly set: string
  readonly size: number
  readonly why: readonly Finding[]
}

/** The answer for one protocol. */
export interface Verdict {
  readonly name: string
  /** null: the limit on states was reached before an answer. */
  readonly safe: boolean | null
  readonly live: boolean | null
  /** States that were visited, over all sizes. */
  readonly states: number
  /** Everything that is wrong, `unsafe` and `dead` first. A protocol is accepted when this is empty and both are true. */
  readonly why: readonly Finding[]
  readonly advice: readonly Advice[]
  /** For each role set, and each kind of part, from how many members the answer holds. */
  readonly holdsFrom: { readonly [set: string]: number }
  /** For each set that needs more than one: what goes wrong with one member fewer than `holdsFrom`. */
  readonly smaller: readonly SmallerSize[]
}

/** How to check. */
export interface CheckOptions {
  /** At most so many states; then the answer is undecided. */
  readonly statesMax?: number
  /** Exact sizes of role sets and parts; absent ones are tried up to where verdicts stop changing. */
  readonly sizes?: { readonly [set: string]: number }
}

/** Whether the protocol may run: safe, live, and nothing else wrong. */
export const isAccepted = (verdict: Verdict): boolean =>
  verdict.safe === true && verdict.live === true && verdict.why.length === 0
