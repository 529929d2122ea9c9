/** Bugs that can be planted into a simulated door, one at a time, to see that the simulation finds them. */
import type { Instant } from '../base/index.ts'
import type { Host } from '../host/index.ts'
import type { Tree, TreeLook } from '../host/ports/index.ts'

/** A bug that can be planted, one at a time, to see that the simulation finds it. */
export type WindowBug =
  | 'leases judged before the command'
  | 'expiry that forgets a restart'
  | 'commands that nobody looks after'

/** Judges leases as if they were judged when the window asked, and not with the command that takes them. */
export const judgeLeasesEarly = (host: Host): void => {
  const hand = host.hand.bind(host)
  const { state } = host
  let early = new Map(state.leases)
  host.onChange(() => {
    early = new Map(state.leases)
  })
  host.hand = (request) => {
    const opens = request.type === 'act-as-member' ? request.chosen[0]?.opens : undefined
    if (opens !== 'edit') return hand(request)
    const now = state.leases
    state.leases = new Map(early)
    const handed = hand(request)
    state.leases = new Map([...now, ...state.leases])
    return handed
  }
}

/** The tree as a door sees it: under one bug nothing is ever seen to be written. */
export const treeUnder = (bug: WindowBug | undefined, tree: Tree): Tree => {
  if (bug !== 'commands that nobody looks after') return tree
  const changes: TreeLook['changes'] = async () =>
    await Promise.resolve({ paths: [], hasMoved: false })
  return { ...tree, look: async () => await Promise.resolve({ changes }) }
}

/** Forgets that the leases of whoever is here are to lapse. */
export const forgetExpiry = ({ lapses }: Host): void => {
  for (const visit of lapses.keys()) lapses.set(visit, 8.64e15 as Instant)
}
