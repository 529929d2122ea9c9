/** Worktrees end with their enactment: those of ended work are thrown away, also what a killed host left. */
import type { FirmState } from '../kernel/index.ts'
import type { Scratch } from './ports/index.ts'

/** Throws away what is no longer needed, one sweep at a time. */
export interface ScratchSweep {
  /** Asks for a sweep; it runs beside whatever else happens. */
  readonly soon: () => void
  /** Resolves once no sweep runs. */
  readonly settled: () => Promise<void>
}

/** A sweep over the scratch of a firm. What cannot be thrown away now, since a program ends slowly, waits for the next. */
export const sweepScratch = (
  scratches: ReadonlyMap<string, Scratch>,
  state: FirmState,
): ScratchSweep => {
  let running: Promise<void> = Promise.resolve()
  return {
    soon: () => {
      running = running.then(async () => await sweep(scratches, state)).catch(() => undefined)
    },
    settled: async () => await running,
  }
}

const sweep = async (scratches: ReadonlyMap<string, Scratch>, state: FirmState): Promise<void> => {
  for (const [environment, scratch] of scratches) {
    for (const key of await scratch.list()) {
      if (key.environment !== environment || state.open.has(key.enactment)) continue
      await scratch.discard(key)
    }
  }
}
