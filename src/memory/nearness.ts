/** Nearness: whether two pieces of work touch the same things, or things beside each other. */
import type { Places } from './bearing.ts'

/** `same`: one path covers another, or they share a scope; `near`: files of one folder. */
export type Nearness = 'same' | 'near' | 'apart'

const covers = (outer: string, inner: string): boolean =>
  outer === inner || outer === '' || inner.startsWith(`${outer}/`)

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** How near the places of two pieces of work are. */
export const nearnessOf = (a: Places, b: Places): Nearness => {
  if (a.scopes.some((scope) => b.scopes.includes(scope))) return 'same'
  let near = false
  for (const one of a.paths) {
    for (const other of b.paths) {
      if (covers(one, other) || covers(other, one)) return 'same'
      near ||= one.includes('/') && folderOf(one) === folderOf(other)
    }
  }
  return near ? 'near' : 'apart'
}
