/** A git repository: its commits are facts, and a merge is an effect that a revert undoes. */
import { type FactSchema, makeFact } from '../fact/fact.ts'
import { type Effects, environment, type Environment } from './environment.ts'
import type { Observable } from './observable.ts'

declare const commitBrand: unique symbol
/** The full name of a commit: 40 or 64 lower-case hex digits. */
export type Commit = string & { readonly [commitBrand]: 'commit' }

/** The fact of a commit. The host asks the repository whether it exists before it is bound. */
export type CommitFact = FactSchema<Commit, string, { readonly kind: 'value' }>

type Merge = {
  readonly reads: readonly [CommitFact]
  readonly kind: 'revocable'
  readonly doubt: 'ask'
}

/** A repository as declared in a protocol. */
export type Git = Environment<'git'> &
  Effects<'git', { readonly merge: Merge }> & {
    /** A commit that exists in this repository. */
    readonly commit: () => CommitFact
    /** Where a branch stands, whoever moves it: what `observe` wakes a member by. */
    readonly branch: (name: string) => Observable
  }

const commitPattern = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

const commit = (): CommitFact =>
  makeFact({
    nature: { kind: 'value' },
    jsonSchema: () => ({ type: 'string', pattern: commitPattern.source, format: 'git-commit' }),
    check: (value) =>
      isCommit(value)
        ? { value }
        : { issues: [{ message: 'this must be the full hash of a commit' }] },
  })

const isCommit = (value: unknown): value is Commit =>
  typeof value === 'string' && commitPattern.test(value)

/**
 * The repository at `path`, seen from the charter. `merge` always makes a merge commit on the
 * firm's branch; it is undone by a revert commit, and a doubt is settled by asking the repository.
 */
export const git = (path: string): Git => {
  const repository = environment(
    'git',
    { merge: { reads: [commit()], kind: 'revocable', doubt: 'ask' } },
    { path },
  )
  const branch = (of: string): Observable => ({ environment: repository, what: 'branch', of })
  return Object.assign(repository, { commit, branch })
}
