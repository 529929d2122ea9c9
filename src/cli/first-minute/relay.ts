/** What passes between the program before you and the host's process, which may be killed at any instant. */
import type { FirmEvent, Intent } from '../../kernel/index.ts'

/** What a host's process begins with. */
export interface HostOrder {
  readonly name: string
  /** The last position that the watcher has heard of; what came after it is told first. */
  readonly heard: number
  /** The engineer who reports once what it did not do. */
  readonly liar?: string
  /** The fault point at which the process ends, and at which visit. */
  readonly kill?: { readonly point: string; readonly visit: number }
}

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
  | { readonly kind: 'serving' }
  | { readonly kind: 'failed'; readonly why: string }

/** To the host's process. */
export type ToHost =
  /** To make ready for a home, so that nothing has to be looked up when a host has died. */
  | { readonly kind: 'stand-by'; readonly home: string }
  | { readonly kind: 'begin'; readonly order: HostOrder }
  | { readonly kind: 'reply'; readonly id: number; readonly value: unknown }
  /** To a host that rests: to serve other programs from now on. */
  | { readonly kind: 'serve' }
  | { readonly kind: 'stop' }
