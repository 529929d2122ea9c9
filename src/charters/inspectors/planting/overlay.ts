/** A view of a repository as it would be after some changes, without writing anything. */
import type { TrackedFile } from '../../../environments/git/reader/index.ts'
import { parseIgnoreRules } from '../finders/ignore-rules.ts'
import { folderOf, foldersAbove, type RepositoryView } from '../finders/repository-view.ts'
import type { Edit } from '../mends/edit.ts'

/** The view with the changes laid over it; symbolic links are listed, and read only from git. */
export const overlayView = async (
  view: RepositoryView,
  edits: readonly Edit[],
): Promise<RepositoryView> => {
  const changed = new Map(edits.map((edit) => [edit.path, edit]))
  const files = [
    ...view.files.filter(({ path }) => !changed.has(path)),
    ...edits.flatMap((edit) => listed(edit)),
  ]
  const byPath = new Map(files.map((file) => [file.path, file]))
  const folders = new Set(files.flatMap(({ path }) => foldersAbove(path)))
  const readTexts: RepositoryView['readTexts'] = async (paths) => {
    const kept = await view.readTexts(paths.filter((path) => !changed.has(path)))
    const laid = paths.flatMap((path): [string, string][] => {
      const edit = changed.get(path)
      return edit !== undefined && 'newContent' in edit ? [[path, edit.newContent]] : []
    })
    return new Map([...kept, ...laid])
  }
  const rules = await readTexts(
    files.map(({ path }) => path).filter((path) => /(?:^|\/)\.gitignore$/.test(path)),
  )
  return {
    ...view,
    files,
    find: (path) => byPath.get(path),
    isFolder: (path) => folders.has(path) || view.find(path)?.kind === 'submodule',
    isIgnored: parseIgnoreRules(new Map([...rules].map(([path, text]) => [folderOf(path), text]))),
    readTexts,
  }
}

const listed = (edit: Edit): TrackedFile[] => {
  const { path } = edit
  if ('newContent' in edit)
    return [{ path, kind: 'file', object: '', bytes: edit.newContent.length }]
  return 'link' in edit ? [{ path, kind: 'link', object: '', bytes: edit.link.length }] : []
}
