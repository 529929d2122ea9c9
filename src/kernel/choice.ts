/** A choice as the kernel judges it, and the judgement: what would be sent and under which gate, or why not. */
import { hashOfJson, type JsonObject } from '../base/index.ts'
import type { GateForm } from './charter-form.ts'
import type { HostVerdict, TrackRecord } from './command.ts'
import type { Chosen, EnactmentOpened, MessageSent, Premise, RefusalReason } from './event.ts'

/** A choice as it is judged: by whom, on what premises, with what the host found out. */
export interface Choice {
  readonly member: string
  /** The enactment of the turn; empty in the lobby. */
  readonly enactment: string
  readonly turn: string
  readonly chosen: readonly Chosen[]
  readonly premises: readonly Premise[]
  readonly verdicts: readonly HostVerdict[]
  readonly records: readonly TrackRecord[]
  readonly unfenced: boolean
  readonly at: number
}

/** The judgement: what would be sent and under which gate, or why not. */
export type Judgement =
  | {
      readonly ok: true
      readonly events: readonly (EnactmentOpened | MessageSent)[]
      readonly gate: GateForm
    }
  | {
      readonly ok: false
      readonly why: RefusalReason
      readonly message: string
      readonly detail: string
      readonly broken: readonly Premise[]
      readonly facts: JsonObject
    }

/** A judgement that refuses. */
export type Refusal = Extract<Judgement, { readonly ok: false }>

/** Refuses a message, with a sentence for whoever chose it. */
export const refusal = (
  why: RefusalReason,
  chosen: Chosen | undefined,
  detail: string,
): Refusal => ({
  ok: false,
  why,
  message: chosen?.message ?? '',
  detail,
  broken: [],
  facts: chosen?.facts ?? {},
})

/** One message of a choice. */
export interface One {
  readonly choice: Choice
  readonly chosen: Chosen
  readonly place: number
}

/** The hash of a choice's content, by which a veto is remembered. */
export const contentHash = (chosen: Chosen): string =>
  hashOfJson({ message: chosen.message, facts: chosen.facts })
