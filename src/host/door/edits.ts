/** Edits: which paths a window has a lease on, and who holds what it wants. */
import type { Json } from '../../base/index.ts'
import { type FirmState, leasedPaths, leaseHolder, resourcesAt } from '../../kernel/index.ts'
import { textOf } from './visit.ts'

/** The lease of one write. */
export interface Edit {
  readonly id: string
  readonly seat: string
  /** What it holds now, seen from the repository. */
  readonly paths: readonly string[]
  /** What its window was asked for when it began; empty where nobody knows. */
  readonly purpose: string
  readonly since: number
}

/** Every edit that is open, in the order in which they began. */
export const editsIn = (state: FirmState): readonly Edit[] =>
  [...state.open.values()].flatMap((enactment) => {
    if (enactment.protocol !== 'edit') return []
    const read = (fact: string): Json | undefined => enactment.facts.get(fact)?.value
    const since = read('since')
    return [
      {
        id: enactment.id,
        seat: enactment.facts.get('paths')?.by ?? '',
        paths: leasedPaths(state, enactment.root),
        purpose: textOf(read('purpose')),
        since: typeof since === 'number' ? since : 0,
      },
    ]
  })

/** Whether an enactment is an edit of this window. */
export const isOwn = (state: FirmState, { seat }: Pick<Edit, 'seat'>, root: string): boolean =>
  editsIn(state).some((edit) => edit.id === root && edit.seat === seat)

/** Whether a leased path covers another: the same, or a folder above it. */
export const covers = (held: string, path: string): boolean =>
  held === '' || held === path || path.startsWith(`${held}/`)

/** Somebody's lease that keeps a path from being written. */
export interface Blocker {
  readonly path: string
  /** What is held, which may be a folder above the path. */
  readonly held: string
  /** The enactment that holds it. */
  readonly root: string
}

/** Who holds these paths, each with the first that does; what is free is left out. */
export const blockersOf = (state: FirmState, paths: readonly string[]): readonly Blocker[] => {
  const form = state.charter?.protocols['edit']
  if (form === undefined) return []
  return paths.flatMap((path) => {
    const found = leaseHolder(state, '', resourcesAt(form, [path]))
    if (found === undefined) return []
    const { root, resource } = found
    return [{ path, held: resource.slice(resource.indexOf(':') + 1), root }]
  })
}
