/** Letters: sentences that a window is told with its next reply, each once. */

/** What waits to be told, by visit. What a host had not told is lost with it, and told anew where it still holds. */
export interface Letters {
  /** `lifted` are the paths that the window believes it still holds. */
  readonly write: (visit: string, sentence: string, lifted?: readonly string[]) => void
  /** Takes the sentence that a write of these paths must hear before it goes on. */
  readonly takeLifted: (visit: string, paths: readonly string[]) => string | undefined
  /** Everything that waits for a visit, the oldest first. */
  readonly waiting: (visit: string) => readonly string[]
  /** Forgets it, as the visit has heard it or is over. */
  readonly take: (visit: string) => void
}

interface Letter {
  readonly sentence: string
  readonly lifted: readonly string[]
}

/** Whoever never reads is not written to without end. */
const lettersMax = 20

/** Letters to nobody yet. */
export const openLetters = (): Letters => {
  const waiting = new Map<string, readonly Letter[]>()
  const lettersTo = (visit: string): readonly Letter[] => waiting.get(visit) ?? []
  return {
    write: (visit, sentence, lifted = []) => {
      const others = lettersTo(visit).filter((letter) => letter.sentence !== sentence)
      waiting.set(visit, [...others, { sentence, lifted }].slice(-lettersMax))
    },
    takeLifted: (visit, paths) => {
      const isAsked = ({ lifted }: Letter): boolean => lifted.some((path) => paths.includes(path))
      const found = lettersTo(visit).find(isAsked)
      if (found === undefined) return undefined
      waiting.set(
        visit,
        lettersTo(visit).filter((letter) => letter !== found),
      )
      return found.sentence
    },
    waiting: (visit) => lettersTo(visit).map(({ sentence }) => sentence),
    take: (visit) => {
      waiting.delete(visit)
    },
  }
}
