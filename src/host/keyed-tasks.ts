/** Tasks by key: one of a key at a time, and one that threw holds its place until it may be tried again. */
import { type Clock, later } from '../base/index.ts'

/** How long a task that threw holds its place. */
const retryMs = 1_000

/** Tasks that run, each under its key. */
export interface KeyedTasks {
  /** Starts a task, unless one of its key runs. */
  readonly run: (key: string, task: () => Promise<void>) => void
  readonly isBusy: (key: string) => boolean
  /** Resolves once nothing runs. */
  readonly idle: () => Promise<void>
}

/** Opens an empty set of tasks. `ended` is called after each, and may start others; `failed` hears of what threw. */
export const openKeyedTasks = (
  clock: Clock,
  told: { readonly ended: () => void; readonly failed: (cause: unknown) => void },
): KeyedTasks => {
  const busy = new Set<string>()
  const idlers = new Set<() => void>()
  const end = (key: string): void => {
    busy.delete(key)
    told.ended()
    if (busy.size > 0) return
    for (const idler of idlers) idler()
    idlers.clear()
  }
  const hold = async (cause: unknown): Promise<void> => {
    told.failed(cause)
    await new Promise<void>((resolve) => {
      clock.schedule(later(clock.now(), retryMs), resolve)
    })
  }
  return {
    run: (key, task) => {
      if (busy.has(key)) return
      busy.add(key)
      task()
        .catch(hold)
        .finally(() => end(key))
        .catch(told.failed)
    },
    isBusy: (key) => busy.has(key),
    idle: async () => {
      if (busy.size === 0) return
      await new Promise<void>((resolve) => idlers.add(resolve))
    },
  }
}
