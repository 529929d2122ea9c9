/** The instants of git at which a plan of faults may stop the program, by name. */

/** Every name that the git environment and its scratch reach. */
export const gitFaultPoints = [
  'git: before the merge',
  'git: merge tree written',
  'git: merge commit made',
  'git: before the branch moves',
  'git: after the branch moved',
  'git: revert commit made',
  'git: before the branch moves back',
  'git: after the branch moved back',
  'git: before a worktree is in place',
  'git: after a worktree is in place',
  'git: before a member is committed for',
  'git: after a member was committed for',
  'git: before a commit is fetched',
  'git: after a commit was fetched',
  'git: before a worktree is discarded',
  'git: after a worktree was discarded',
] as const

/** One of those names. */
export type GitFaultPoint = (typeof gitFaultPoints)[number]
