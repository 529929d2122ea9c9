/** Looking at a firm: its state, its memory and its ledger, live in a host or replayed from a store. */
import type { z } from 'zod'
import {
  type Instant,
  type Json,
  type JsonObject,
  type Outcome,
  refused,
} from '../../base/index.ts'
import type { FirmEvent, FirmState } from '../../kernel/index.ts'
import type { Content, Entry } from '../../ledger/index.ts'
import type { Memory } from '../../memory/index.ts'
import type { Want } from '../door/wants.ts'
import { decodeEvent } from '../event-line.ts'
import type { Trouble } from '../troubles.ts'
import type { HostVerb } from './host-verb.ts'

/** What a reading verb looks at; state and memory stand at the same position. Nothing can be changed by it. */
export interface Look {
  readonly state: FirmState
  readonly memory: Memory
  readonly content: Pick<Content, 'get' | 'subjects'>
  /** Members whose programs can read the firm's own folder here and now; absent where that was not tried. */
  readonly unfenced?: ReadonlySet<string>
  /** What fails in the host that is asked; absent where none runs. */
  readonly troubles?: readonly Trouble[]
  /** When the leases of windows lapse unless they are heard of before, by visit; absent where no host counts. */
  readonly lapses?: ReadonlyMap<string, Instant>
  /** Who waits for what a window holds; read from the ledger where no host knows. */
  readonly wants?: readonly Want[]
  /** What the clock says; the time of the last event where nobody looked at one, as for a look at the past. */
  readonly now?: Instant
  /** The ledger after a position, as far as this look goes. */
  readonly read: (after: number, through?: number) => AsyncIterable<readonly Entry[]>
}

/** A verb that only looks; it parses before it trusts, as every verb does. */
export type Reading = (look: Look, args: JsonObject) => Promise<Outcome<Json, string>>

/** A reading whose arguments have a schema. */
export const reading =
  <T>(
    schema: z.ZodType<T>,
    run: (look: Look, args: T) => Promise<Outcome<Json, string>>,
  ): Reading =>
  async (look, args) => {
    const parsed = schema.safeParse(args)
    if (parsed.success) return await run(look, parsed.data)
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    return refused('bad-arguments', `this cannot be read: ${wrong.join('; ')}`)
  }

/** The same reading as a verb of a running host, which is asked what it has in memory. */
export const live =
  (read: Reading): HostVerb =>
  async ({ host, memory }, args) => {
    const { store, content, staff } = host.options
    const { state } = host
    // State and memory may run ahead of durability, but they stand at the same position.
    const through = state.position
    return await read(
      {
        state,
        memory: memory(),
        content,
        unfenced: staff.unfenced,
        troubles: host.troubles.list(),
        now: host.now(),
        lapses: host.lapses,
        wants: [...host.wants],
        read: (after, last = through) => store.read(after, { through: Math.min(last, through) }),
      },
      args,
    )
  }

/** Whether a member's programs can read the firm's own folder; null where this look does not know. */
export const isUnfenced = ({ unfenced }: Pick<Look, 'unfenced'>, member: string): boolean | null =>
  unfenced?.has(member) ?? null

/** The event at a position, where there is one. */
export const eventAt = async (look: Look, position: number): Promise<FirmEvent | undefined> => {
  for await (const entries of look.read(position - 1, position)) {
    const [entry] = entries
    if (entry !== undefined) return decodeEvent(entry.body)
  }
  return undefined
}

/** Who steers: the member that the charter makes the operator; empty before there is a charter. */
export const operatorOf = (state: FirmState): string =>
  Object.entries(state.charter?.members ?? {}).find(([, { roles }]) =>
    roles.includes('operator'),
  )?.[0] ?? ''

/** What an intent waits for, in the words of screens. */
export const gateWord = (intent: {
  readonly gate: { readonly kind: string }
  readonly hold: string | undefined
}): string => {
  if (intent.gate.kind === 'veto') return 'veto window'
  if (intent.gate.kind === 'verified') return 'approval and verifier'
  if (intent.gate.kind === 'approval') return 'approval'
  return intent.hold === undefined ? intent.gate.kind : 'hold'
}
