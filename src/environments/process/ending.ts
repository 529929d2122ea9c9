/** Ending a whole family, however fast it multiplies: stop all, look again, end all, look again. */
import { setTimeout as wait } from 'node:timers/promises'
import { type Family, hasEscaped, lookFor } from './family.ts'
import type { SeenProcess } from './process-table.ts'

/** A descendant that left the group of its program. */
export interface Escaped {
  readonly pid: number
  readonly name: string
}

/** What ending a family came to. */
export interface FamilyEnd {
  /** Those that had left the group and were ended all the same. */
  readonly escaped: readonly Escaped[]
  /** Those that still live: they could not be signalled, or do not end. */
  readonly alive: readonly Escaped[]
}

const looksMax = 60

/** Ends every member of the family. It never fails: who could not be ended is named. */
export const endFamily = async (family: Family): Promise<FamilyEnd> => {
  const escaped = new Map<number, string>()
  if (family.root !== undefined) signal(-family.root, 'SIGKILL')
  let living: readonly SeenProcess[] = []
  for (let look = 0; look < looksMax; look += 1) {
    living = await lookFor(family, { marks: true })
    if (living.length === 0) break
    for (const seen of living) {
      if (hasEscaped(family, seen)) escaped.set(seen.pid, seen.name)
    }
    // What is stopped bears no children, so the second signal meets a number that does not grow.
    for (const { pid } of living) signal(pid, 'SIGSTOP')
    for (const { pid } of living) signal(pid, 'SIGKILL')
    await wait(look < 10 ? 2 : 50)
  }
  const name = (seen: SeenProcess): Escaped => ({ pid: seen.pid, name: seen.name })
  return {
    escaped: Array.from(escaped, ([pid, called]) => ({ pid, name: called })),
    alive: living.map(name),
  }
}

/** Sends a signal; one to nobody, or that is not permitted, is no error here: the next look tells. */
export const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name)
  } catch {
    return
  }
}
