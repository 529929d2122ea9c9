/** Kills hosts from outside, at instants drawn from a seed, some times in one run. */

/** What kills. */
export interface OutsideKiller {
  readonly hostSeen: (pid: number) => void
  /** Kills no more; answers how often it did. */
  readonly stop: () => number
}

/** So many deaths in one run, so that what is torn is torn again. */
const killsPerRun = 5

/** Opens a killer whose instants lie within the time that a host works undisturbed. */
export const openKiller = (plan: {
  readonly seed: number
  readonly hostMs: number
}): OutsideKiller => {
  let state = plan.seed
  let planned = 0
  let killed = 0
  let isOver = false
  const draw = (): number => {
    // Mulberry32: small, and the same everywhere.
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    hostSeen: (pid) => {
      if (planned >= killsPerRun) return
      planned += 1
      setTimeout(
        () => {
          if (isOver) return
          try {
            process.kill(pid, 'SIGKILL')
            killed += 1
          } catch {
            // It has ended by itself, and the next one is killed instead.
            planned -= 1
          }
        },
        draw() * plan.hostMs * 0.5,
      ).unref()
    },
    stop: () => {
      isOver = true
      return killed
    },
  }
}
