/**
 * What the firm's own repository is told stands on the disk before it is acknowledged (invariant 2): git flushes neither
 * branches nor single objects unless it is asked, and an effect that is done is never asked about again.
 */
import type { Repository } from './reader/index.ts'

/** The repository, whose objects and references are flushed as they are written. Git before 2.36 knows no such setting. */
export const durably = (repository: Repository): Repository => ({
  ...repository,
  overrides: [...repository.overrides, flushed],
})

/** The setting by itself, for a repository that is just being made. */
export const flushed = 'core.fsync=objects,derived-metadata,reference'
