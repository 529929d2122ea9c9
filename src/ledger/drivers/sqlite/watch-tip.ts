/** Watches where a ledger stands: told at once of what this process appends, within a moment of what others do. */

/** The watchers of one store. */
export interface TipWatch {
  readonly watch: (told: (position: number) => void) => () => void
  /** Looks now, because something was appended here. */
  readonly look: () => void
  readonly close: () => void
}

/** The tip, or undefined where it cannot be read just now: the next look will tell. */
const readable = (tip: () => number): number | undefined => {
  try {
    return tip()
  } catch {
    return undefined
  }
}

/** Makes the watchers of a store; the tip is only asked for while somebody watches. */
export const watchTip = (tip: () => number, everyMs: number): TipWatch => {
  const listeners = new Set<(position: number) => void>()
  let seen = 0
  let timer: NodeJS.Timeout | undefined
  const look = (): void => {
    if (listeners.size === 0) return
    const position = readable(tip)
    if (position === undefined || position === seen) return
    seen = position
    for (const told of listeners) told(position)
  }
  const rest = (): void => {
    clearInterval(timer)
    timer = undefined
  }
  const watch = (told: (position: number) => void): (() => void) => {
    if (listeners.size === 0) seen = readable(tip) ?? 0
    const listener = (position: number): void => told(position)
    listeners.add(listener)
    // Watching alone keeps no process alive.
    timer ??= setInterval(look, everyMs).unref()
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) rest()
    }
  }
  const close = (): void => {
    listeners.clear()
    rest()
  }
  return { watch, look, close }
}
