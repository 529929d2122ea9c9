/** What a finder believes to be wrong, before a verifier has derived it again. */

/** The six things that the inspectors look for. */
export type FindingKind =
  | 'dead-link'
  | 'missing-file'
  | 'undeclared-import'
  | 'tracked-ignored'
  | 'conflict-marker'
  | 'dangling-link'

/** One place that a finder believes to be wrong. */
export interface Suspicion {
  readonly kind: FindingKind
  readonly file: string
  /** From 1; of a thing that is a whole file, 1. */
  readonly line: number
  /** What leads nowhere, as it is written there. */
  readonly target: string
  /** Why it matters, as a sentence. */
  readonly why: string
  /** What would mend it, as a sentence. */
  readonly mend: string
}

/** Looks through a repository for one kind; `expired` says that it should stop and answer what it has. */
export interface Finder {
  readonly kind: FindingKind
  /** The files that it reads; what of them was not reached is told. */
  readonly reads: (path: string) => boolean
  readonly find: (paths: readonly string[]) => Promise<readonly Suspicion[]>
}
