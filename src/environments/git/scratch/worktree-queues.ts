/** A queue for each worktree: git, and our own writes around it, bear no company in one folder. */
import type { ScratchKey } from '../../../host/ports/index.ts'
import { placeOf } from './scratch-place.ts'

/** Runs a task once whatever was asked of the same worktree before is over, however it came out. */
export type InTurn = <T>(key: ScratchKey, task: () => Promise<T>) => Promise<T>

/** Queues below one root; one that is empty is forgotten. */
export const openWorktreeQueues = (root: string): InTurn => {
  const last = new Map<string, Promise<unknown>>()
  return async (key, task) => {
    const { folder } = placeOf(root, key)
    const mine = (last.get(folder) ?? Promise.resolve()).then(task, task)
    last.set(folder, mine)
    try {
      return await mine
    } finally {
      if (last.get(folder) === mine) last.delete(folder)
    }
  }
}
