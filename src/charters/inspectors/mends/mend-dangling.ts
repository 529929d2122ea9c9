/** Mends a dangling link: it is pointed to the only file of that name, or removed where there is none. */
import { relative } from 'node:path/posix'
import { onlyFileNamed, pathsNamed } from '../finders/link-target.ts'
import { folderOf, type RepositoryView } from '../finders/repository-view.ts'
import type { Suspicion } from '../finders/suspicion.ts'
import type { Edit } from './edit.ts'

/** Nothing is offered where several files have the name, or a folder has it. */
export const mendDangling = (
  view: RepositoryView,
  { file, target }: Suspicion,
): readonly Edit[] | undefined => {
  const name = target.replace(/\/+$/, '')
  const only = onlyFileNamed(view, name)
  if (only !== undefined) return [{ path: file, link: relative(folderOf(file), only) }]
  const others = pathsNamed(view, name).filter((path) => path !== file)
  const folders = view.files.some((one) => `/${one.path}`.includes(`/${name.split('/').at(-1)}/`))
  return others.length > 0 || folders ? undefined : [{ path: file, delete: true }]
}
