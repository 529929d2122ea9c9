/** Ctrl-C as a wish to leave: who waits hears of it and ends in order, where the process would end at once. */

/** Hears Ctrl-C until it is ended. */
export interface Leaving {
  /** Aborted when whoever gave the command leaves. */
  readonly signal: AbortSignal
  readonly end: () => void
}

/** Hears Ctrl-C from here on. */
export const openLeaving = (): Leaving => {
  const controller = new AbortController()
  const leave = (): void => controller.abort()
  process.on('SIGINT', leave)
  return { signal: controller.signal, end: () => void process.off('SIGINT', leave) }
}
