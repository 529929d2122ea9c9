/** Tasks by key: one of a key at a time, and one that threw is noted and holds its place until it may be tried again. */
import { type Clock, later } from '../base/index.ts'
import type { Tried, Troubles } from './troubles.ts'

/** How long a task that threw holds its place. */
const retryMs = 1_000

/** Tasks that run, each under its key. */
export interface KeyedTasks {
  /** Starts a task, unless one of its key runs. */
  readonly run: (tried: Tried, task: () => Promise<void>) => void
  /** Does a step of such a task until it succeeds; undefined where it is over meanwhile. */
  readonly insist: <T>(
    tried: Tried,
    step: () => Promise<T>,
    isOver: () => boolean,
  ) => Promise<T | undefined>
  readonly isBusy: (key: string) => boolean
  /** Resolves once nothing runs. */
  readonly idle: () => Promise<void>
}

/** What tasks are run with. */
export interface TaskSurroundings {
  readonly clock: Clock
  readonly troubles: Troubles
  /** Whether what throws is not to be tried again. */
  readonly isStopped: () => boolean
  /** Called after each, and may start others. */
  readonly ended: () => void
  /** Hears of what threw. */
  readonly failed: (cause: unknown) => void
}

/** Opens an empty set of tasks. */
export const openKeyedTasks = (given: TaskSurroundings): KeyedTasks => {
  const { clock, troubles, failed } = given
  const busy = new Set<string>()
  const idlers = new Set<() => void>()
  const end = (key: string): void => {
    busy.delete(key)
    given.ended()
    if (busy.size > 0) return
    for (const idler of idlers) idler()
    idlers.clear()
  }
  const hold = async (tried: Tried, cause: unknown): Promise<void> => {
    troubles.note(tried, cause)
    failed(cause)
    await new Promise<void>((resolve) => {
      clock.schedule(later(clock.now(), retryMs), resolve)
    })
  }
  const run = (tried: Tried, task: () => Promise<void>): void => {
    const { key } = tried
    if (busy.has(key)) return
    busy.add(key)
    task()
      .then(() => troubles.clear(key))
      .catch(async (cause: unknown) => await hold(tried, cause))
      .finally(() => end(key))
      .catch(failed)
  }
  const insist: KeyedTasks['insist'] = async (tried, step, isOver) => {
    for (;;) {
      try {
        const done = await step()
        troubles.clear(tried.key)
        return done
      } catch (cause) {
        if (given.isStopped()) throw cause
        await hold(tried, cause)
        if (isOver()) return undefined
      }
    }
  }
  const idle = async (): Promise<void> => {
    if (busy.size > 0) await new Promise<void>((resolve) => idlers.add(resolve))
  }
  return { run, insist, isBusy: (key) => busy.has(key), idle }
}
