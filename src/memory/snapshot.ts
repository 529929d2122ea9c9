/** Memory as text and back, to open a firm fast; its charters are the state's (invariant 3). */
import { FirmError, type Json } from '../base/index.ts'
import type { FirmState } from '../kernel/index.ts'
import {
  type Attempt,
  emptyMemory,
  type IntentTrace,
  type Kept,
  type Memory,
  type Span,
  type StandingVersion,
  type Trace,
  type TurnTrace,
} from './memory.ts'
import { identityOf } from './attempt.ts'
import { adopt } from './remember.ts'

/** Names the shape of the snapshot; whoever keeps one under another name drops it. */
export const memoryFormat = 'firm-memory-2'

/** The body of a snapshot: what `JSON.parse` gives, by our own encoding. */
interface MemoryBody {
  readonly format: typeof memoryFormat
  readonly position: number
  readonly traces: readonly Trace[]
  readonly ended: readonly string[]
  readonly faded: readonly (readonly [string, Span])[]
  readonly turns: readonly TurnTrace[]
  readonly intents: readonly IntentTrace[]
  readonly standing: readonly (readonly StandingVersion[])[]
  readonly attempts: readonly Attempt[]
  readonly kept: readonly Kept[]
  readonly takenOver: readonly (readonly [string, string])[]
}

/** Memory as text; equal memories give equal text. */
export const encodeMemory = (memory: Memory): string => {
  const body: MemoryBody = {
    format: memoryFormat,
    position: memory.position,
    traces: [...memory.traces.values()],
    ended: memory.ended,
    faded: [...memory.faded],
    turns: [...memory.turns.values()],
    intents: [...memory.intents.values()],
    standing: [...memory.standing.values()],
    attempts: [...memory.attempts.values()],
    kept: [...memory.kept.values()],
    takenOver: [...memory.takenOver],
  }
  return JSON.stringify(body)
}

/** Memory from a text of `encodeMemory`, beside the state at the same position. Throws MemoryFormatError. */
export const decodeMemory = (text: string, state: Pick<FirmState, 'charters'>): Memory => {
  const body = parseBody(text)
  const memory = emptyMemory()
  for (const [version, charter] of state.charters) adopt(memory, version, charter)
  memory.position = body.position
  for (const trace of body.traces) memory.traces.set(trace.opened.enactment, trace)
  memory.ended.push(...body.ended)
  for (const [name, span] of body.faded) memory.faded.set(name, span)
  for (const turn of body.turns) memory.turns.set(turn.opened.turn, turn)
  for (const intent of body.intents) memory.intents.set(intent.held.intent, intent)
  for (const versions of body.standing) {
    memory.standing.set(versions[0]?.path ?? '', [...versions])
  }
  for (const attempt of body.attempts) memory.attempts.set(identityOf(attempt), attempt)
  for (const one of body.kept) memory.kept.set(`${one.principal}\n${one.domain}`, one)
  for (const [member, by] of body.takenOver) memory.takenOver.set(member, by)
  return memory
}

// The text is our own: the store checks that its hash fits the ledger, and the format names the shape.
const parseBody = (text: string): MemoryBody => {
  const body = JSON.parse(text) as MemoryBody | { readonly format?: Json }
  if (body.format !== memoryFormat) throw new MemoryFormatError(body.format ?? null)
  return body as MemoryBody
}

/** A snapshot of another format: the ledger is remembered again instead. */
export class MemoryFormatError extends FirmError {
  override readonly name = 'MemoryFormatError'

  constructor(found: Json) {
    super(
      'memory-format',
      `the snapshot is of format ${JSON.stringify(found)}, not ${memoryFormat}`,
      { hint: 'Drop the snapshot and remember the ledger again.' },
    )
  }
}
