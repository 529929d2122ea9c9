/** The face of the reader of git: it reads repositories, changes none, and knows only base. */
export { blameLine, blameLines, type LineRange } from './blame.ts'
export { BlobMissingError, readBlob, readBlobs } from './blob.ts'
export {
  type GitAnswer,
  GitFailedError,
  GitMissingError,
  type GitOptions,
  type GitPlace,
  GitTooLongError,
  GitTooMuchError,
  readGitText,
  runGit,
} from './git-runner.ts'
export { type Commit, type HistoryOptions, readHistory } from './history.ts'
export { listTrackedIgnored } from './ignored.ts'
export { decodePath, encodePath, isQuotedPath, splitAtNul } from './path-name.ts'
export {
  openRepository,
  readHead,
  type Repository,
  RepositoryError,
  type RepositoryTrouble,
  requireHead,
  resolveCommit,
} from './repository.ts'
export { listFiles, type TrackedFile } from './tree.ts'
