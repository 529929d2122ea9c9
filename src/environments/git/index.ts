/** The face of the git environment; its reader has a face of its own in `reader/`. */
export { BranchLockedError, BranchMissingError, findCheckout } from './branch.ts'
export { FencedError, fenceReference } from './fence.ts'
export { type GitFaultPoint, gitFaultPoints } from './fault-points.ts'
export { beginBranch, BranchBlockedError, cloneForFirm, requireSource } from './firm-repository.ts'
export {
  commitFormat,
  type GitEnvironmentOptions,
  openGitEnvironment,
  UnknownVerbError,
} from './git-environment.ts'
export { type Identity, memberIdentity } from './identity.ts'
export { type GitScratchOptions, openGitScratch } from './scratch/git-scratch.ts'
export { ScratchBrokenError } from './scratch/disarm.ts'
export { RevertBlockedError } from './revert.ts'
export { openWorkingTree } from './working-tree.ts'
