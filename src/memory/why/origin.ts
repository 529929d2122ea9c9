/** The origin of a fact: who said it and from what, down to what nobody derived (invariant 10). */
import type { Instant, Json } from '../../base/index.ts'
import type { Finality } from '../../protocol/index.ts'

/** A fact with its origin. `at` is the instant; `position` names the event in the ledger. */
export interface Origin {
  readonly fact: string
  readonly value: Json
  readonly by: string
  readonly at: Instant
  readonly settled: Finality
  readonly position: number
  /** The sentence of the event that bound it. */
  readonly says: string
  /** What has become of it since: superseded, undone, open again, in doubt; or why its value is withheld. */
  readonly note?: string
  /** Set where it was followed further up in this answer already. */
  readonly again?: true
  /** Set where it leads on, and is to be asked for by its own name. */
  readonly deeper?: true
  readonly from: readonly Origin[]
}

/** What can be followed. */
export type What =
  | { readonly kind: 'path'; readonly path: string; readonly version?: number }
  | { readonly kind: 'fact'; readonly enactment: string; readonly fact: string }
  | { readonly kind: 'position'; readonly position: number }
  | { readonly kind: 'intent'; readonly intent: string }
  | { readonly kind: 'turn'; readonly turn: string }

/**
 * Reads what is asked about: `42` a position, `i3` an intent, `t7` a turn, `change:w1/spec` a fact of an
 * enactment, `decision/api` a standing path, `decision/api@2` a version of it. Enactments are named first,
 * since keys may hold slashes.
 */
export const parseWhat = (text: string, isEnactment: (name: string) => boolean): What => {
  if (/^\d+$/.test(text)) return { kind: 'position', position: Number(text) }
  if (/^i\d+$/.test(text)) return { kind: 'intent', intent: text }
  if (/^t\d+$/.test(text)) return { kind: 'turn', turn: text }
  const cut = text.lastIndexOf('/')
  const enactment = text.slice(0, Math.max(0, cut))
  if (cut > 0 && isEnactment(enactment)) {
    return { kind: 'fact', enactment, fact: text.slice(cut + 1) }
  }
  const version = /^(.+)@(\d+)$/.exec(text)
  if (version === null) return { kind: 'path', path: text }
  return { kind: 'path', path: version[1] ?? text, version: Number(version[2]) }
}
