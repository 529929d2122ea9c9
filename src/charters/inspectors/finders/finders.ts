/** All finders, cheapest first, so that a short time is spent well. */
import { conflictMarkerFinder } from './conflict-marker.ts'
import { danglingLinkFinder } from './dangling-link.ts'
import { deadLinkFinder } from './dead-link.ts'
import { missingFileFinder } from './missing-file.ts'
import type { RepositoryView } from './repository-view.ts'
import type { Finder } from './suspicion.ts'
import { trackedIgnoredFinder } from './tracked-ignored.ts'
import { undeclaredImportFinder } from './undeclared-import.ts'

/** The finders of one commit. */
export const openFinders = (view: RepositoryView): readonly Finder[] =>
  [
    danglingLinkFinder,
    trackedIgnoredFinder,
    missingFileFinder,
    deadLinkFinder,
    undeclaredImportFinder,
    conflictMarkerFinder,
  ].map((open) => open(view))
