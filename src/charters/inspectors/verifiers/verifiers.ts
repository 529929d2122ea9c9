/** The verifier of each kind of finding, for one commit of a repository. */
import type { Repository } from '../../../environments/git/reader/index.ts'
import { type Claim, openEvidence, type Verifier } from './evidence.ts'
import { conflictVerifier, danglingVerifier, ignoredVerifier } from './verify-by-git.ts'
import { importVerifier } from './verify-import.ts'
import { linkVerifier } from './verify-link.ts'
import { nameVerifier } from './verify-name.ts'

/** Opens the verifier of a commit; a claim of an unknown kind is not derived by anybody. */
export const openVerifier = (repository: Repository, commit: string): Verifier => {
  const evidence = openEvidence(repository, commit)
  const verifiers: { readonly [kind: string]: Verifier } = {
    'dead-link': linkVerifier(evidence),
    'missing-file': nameVerifier(evidence),
    'undeclared-import': importVerifier(evidence),
    'tracked-ignored': ignoredVerifier(evidence),
    'conflict-marker': conflictVerifier(evidence),
    'dangling-link': danglingVerifier(evidence),
  }
  return async (claim: Claim) => (await verifiers[claim.kind]?.(claim)) ?? false
}
