/** What passes between the program before you and the host's process, which may be killed at any instant. */
import type { FirmEvent, Intent } from '../../kernel/index.ts'

/** What the host's process asks of you. */
export type Question =
  | { readonly what: 'answer'; readonly text: string; readonly answers: readonly string[] }
  | { readonly what: 'change'; readonly topic: string; readonly now: string }
  | { readonly what: 'judge'; readonly intent: Intent; readonly preview: string }
  | { readonly what: 'sign'; readonly verb: string; readonly act: string }

/** From the host's process. */
export type FromHost =
  | { readonly kind: 'told'; readonly position: number; readonly event: FirmEvent }
  | { readonly kind: 'asked'; readonly id: number; readonly question: Question }
  | { readonly kind: 'rested' }
  | { readonly kind: 'failed'; readonly why: string }

/** To the host's process. */
export type ToHost =
  | { readonly kind: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'stop' }
