/** What fails again and again in a host: noted while it lasts, so that screens can say why nothing goes on. */
import { FirmError } from '../base/index.ts'

/** What is tried. */
export interface Tried {
  /** Names it among all that is tried. */
  readonly key: string
  /** The enactment that it belongs to; empty where it is none's. */
  readonly enactment: string
  /** What it is, for a sentence. */
  readonly what: string
}

/** Something that failed the last time that it was tried. */
export interface Trouble extends Tried {
  readonly why: string
  readonly hint: string | undefined
}

/** The troubles of one host. */
export interface Troubles {
  readonly note: (tried: Tried, cause: unknown) => void
  /** It went well. */
  readonly clear: (key: string) => void
  readonly list: () => readonly Trouble[]
}

/** Troubles, none yet. */
export const openTroubles = (): Troubles => {
  const troubles = new Map<string, Trouble>()
  return {
    note: (tried, cause) => {
      const why = cause instanceof Error ? cause.message : String(cause)
      const hint = cause instanceof FirmError ? cause.hint : undefined
      troubles.set(tried.key, { ...tried, why, hint })
    },
    clear: (key) => void troubles.delete(key),
    list: () => [...troubles.values()],
  }
}

/** A trouble as one sentence, without a full stop; the mend is part of it. */
export const troubleSentence = ({ what, why, hint = '' }: Trouble): string =>
  [`${what} fails and is tried again each second: ${why}`, hint.replace(/\.$/, '')]
    .filter((part) => part !== '')
    .join('. ')
