/** Finds tracked files that the rules of the same commit ignore. */
import type { RepositoryView } from './repository-view.ts'
import type { Finder, Suspicion } from './suspicion.ts'

/** The finder of tracked files that are ignored. */
export const trackedIgnoredFinder = (view: RepositoryView): Finder => {
  const judge = (file: string): Suspicion[] => {
    if (!view.isIgnored(file)) return []
    return [
      {
        kind: 'tracked-ignored',
        file,
        line: 1,
        target: file,
        why: 'Git tracks the file although .gitignore ignores it: changes to it are easily missed or committed by accident.',
        mend: 'Untrack it (`git rm --cached`), or add an exception to .gitignore.',
      },
    ]
  }
  return {
    kind: 'tracked-ignored',
    reads: (path) => !view.isLeftOut(path) && view.find(path)?.kind !== 'submodule',
    find: async (paths) => await Promise.resolve(paths.flatMap(judge)),
  }
}
