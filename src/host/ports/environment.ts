/** The port of an environment: how effects happen, are asked about, undone and previewed. */
import type { Json, JsonObject } from '../../base/index.ts'
import type { Finality } from '../../protocol/index.ts'

/** One effect, named by its idempotency key: the same key never happens twice. */
export interface EffectOrder {
  /** Hash of protocol, enactment key, member, message and epoch. */
  readonly key: string
  readonly verb: string
  /**
   * The values of the facts it reads, in the order of the declaration. Null stands for a value that was erased; such an
   * order is asked about and undone, never performed.
   */
  readonly values: readonly Json[]
  readonly firm: string
  readonly enactment: string
  readonly message: string
  readonly by: string
}

/** How an effect came out. */
export type EffectOutcome =
  | { readonly kind: 'done'; readonly receipt: JsonObject }
  | { readonly kind: 'failed'; readonly why: string; readonly receipt: JsonObject }

/** What asking about an effect can answer. */
export type EffectAnswer =
  | EffectOutcome
  | { readonly kind: 'not-started' }
  | { readonly kind: 'unknown'; readonly why: string }

/** What a gated effect would do, for a person to read before it happens. */
export interface EffectPreview {
  readonly title: string
  /** A unified difference, a request, an amount: plain text. */
  readonly text: string
}

/** What was seen. */
export interface Sight {
  /** Equal for equal sights, at any time and in any process. */
  readonly mark: string
  /** What changed, as a sentence without a full stop. */
  readonly text: string
}

/** Performs the effects of one environment. Every call may be repeated. */
export interface EnvironmentPort {
  /** git, files, process, clock, chain … */
  readonly kind: string
  readonly preview: (order: EffectOrder) => Promise<EffectPreview>
  /** Performs the effect, or finds that this key has happened and answers the same receipt. */
  readonly perform: (order: EffectOrder) => Promise<EffectOutcome>
  /** Whether this key happened. Never starts it. */
  readonly ask: (order: EffectOrder) => Promise<EffectAnswer>
  /** Undoes a done effect; repeatable like `perform`. A compensation has no `failed`: it throws and is retried. */
  readonly undo: (order: EffectOrder, receipt: JsonObject) => Promise<JsonObject>
  /** Whether what a fact names exists, such as a commit; `undefined` where the kind is not this environment's. */
  readonly exists: (fact: {
    readonly format: string
    readonly value: Json
  }) => Promise<boolean | undefined>
  /**
   * Shuts out every host of an earlier tenure: once this has resolved, what such a host still does here is refused. The
   * tenure counts hosts; a lower one than was fenced before throws. Absent where the environment cannot refuse: then an
   * effect of a host that was only silent, and may wake, waits until it is gone.
   */
  readonly fence?: (tenure: number) => Promise<void>
  /**
   * How settled a receipt is now, or whether it is gone: its effect is then asked about again. Absent where a
   * receipt never falls.
   */
  readonly finalityOf?: (receipt: Json) => Promise<Finality | 'gone'>
  /**
   * What is to be seen now of what bears this name here, such as a branch, where its mark is another than `before`. It
   * is asked each second, so that it is cheap where nothing changed. Absent where there is nothing to observe.
   */
  readonly observe?: (of: string, before: string | undefined) => Promise<Sight | undefined>
  readonly close: () => Promise<void>
}
