/** Kills hosts from outside, at instants drawn from a seed, some times in one run. */
import type { KillCounts } from './checks/same-tree.ts'

/** What kills. */
export interface OutsideKiller {
  /** A process is there that will be the host and has not said so yet. */
  readonly hostForked: (pid: number) => void
  /** It has said so. */
  readonly hostSeen: (pid: number) => void
  /** Kills no more; answers how often it did. */
  readonly stop: () => KillCounts
}

/** So many deaths in one run, so that what is torn is torn again. */
const killsPerRun = 5

/** Opens a killer whose instants lie within the time that a host works undisturbed. */
export const openKiller = (plan: {
  readonly seed: number
  /** How long a host works undisturbed. */
  readonly hostMs: number
  /** How long the first takes until it says that it is the host. */
  readonly foundingMs: number
}): OutsideKiller => {
  let state = plan.seed
  let planned = 0
  const seen = new Set<number>()
  const kills = { all: 0, founding: 0 }
  let isOver = false
  const draw = (): number => {
    // Mulberry32: small, and the same everywhere.
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const killLater = (pid: number, ms: number): void => {
    if (planned >= killsPerRun) return
    planned += 1
    setTimeout(() => {
      if (isOver) return
      try {
        process.kill(pid, 'SIGKILL')
        kills.all += 1
        if (!seen.has(pid)) kills.founding += 1
      } catch {
        // It has ended by itself, and the next one is killed instead.
        planned -= 1
      }
    }, ms).unref()
  }
  return {
    // Most of that time it loads; what it founds stands near the end.
    hostForked: (pid) => killLater(pid, (0.5 + draw() * 0.5) * plan.foundingMs),
    hostSeen: (pid) => {
      seen.add(pid)
      killLater(pid, draw() * plan.hostMs * 0.5)
    },
    stop: () => {
      isOver = true
      return { ...kills }
    },
  }
}
