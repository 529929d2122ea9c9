/** The feed of a host: whoever listens is told of every event once it is durable. */
import type { Told } from '../host-options.ts'

/** Listeners come and go; each hears what is told while it listens. */
export interface Feed {
  readonly tell: (told: Told) => void
  /** The answer ends it. */
  readonly listen: (listener: (told: Told) => void) => () => void
}

/** A feed that nobody listens to yet. */
export const openFeed = (): Feed => {
  const listeners = new Set<(told: Told) => void>()
  return {
    tell: (told) => {
      for (const listener of listeners) listener(told)
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
