/** The mechanical mend of a finding, where there is exactly one. */
import type { RepositoryView } from '../finders/repository-view.ts'
import type { Suspicion } from '../finders/suspicion.ts'
import type { Edit } from './edit.ts'
import { mendConflict } from './mend-conflict.ts'
import { mendDangling } from './mend-dangling.ts'
import { mendImport } from './mend-import.ts'
import { mendLink } from './mend-link.ts'

/** The changes after which the finding is gone; undefined where a person has to choose. */
export const mendOf = async (
  view: RepositoryView,
  finding: Suspicion,
): Promise<readonly Edit[] | undefined> => {
  switch (finding.kind) {
    case 'dead-link':
      return await mendLink(view, finding)
    case 'undeclared-import':
      return await mendImport(view, finding)
    case 'conflict-marker':
      return await mendConflict(view, finding)
    case 'dangling-link':
      return mendDangling(view, finding)
    case 'tracked-ignored':
      return [{ path: finding.file, untrack: true }]
    case 'missing-file':
      return undefined
  }
}
