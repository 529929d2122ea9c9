/** Applies the changes of a mend to a planted repository, as a commit. */
import type { Planted, PlantedRepository } from '../planted-repository.ts'

/** A change of one path, as mends give it. */
export type EditLike =
  | { readonly path: string; readonly newContent: string }
  | { readonly path: string; readonly delete: true }
  | { readonly path: string; readonly untrack: true }
  | { readonly path: string; readonly link: string }

/** Commits the changes; a file that is untracked leaves the working tree too, which nobody looks at. */
export const applyEdits = async (
  repository: PlantedRepository,
  edits: readonly EditLike[],
): Promise<string> =>
  await repository.commit(Object.fromEntries(edits.map((edit) => [edit.path, plantedOf(edit)])))

const plantedOf = (edit: EditLike): Planted => {
  if ('newContent' in edit) return edit.newContent
  return 'link' in edit ? { link: edit.link } : null
}
