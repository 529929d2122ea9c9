/** Memory as text and back, to open a firm fast; its charters are the state's (invariant 3). */
import { FirmError, type Hash, type Json } from '../base/index.ts'
import type { FirmState } from '../kernel/index.ts'
import {
  type Attempt,
  emptyMemory,
  type IntentTrace,
  type Kept,
  type Memory,
  type Notice,
  type Span,
  type StandingVersion,
  type Trace,
  type TurnTrace,
} from './memory.ts'
import { identityOf } from './attempt.ts'
import { adopt } from './remember.ts'

/** Names the shape of the snapshot; whoever keeps one under another name drops it. */
export const memoryFormat = 'firm-memory-5'

/** Parts the lines of a snapshot. JSON as we write it has no line break, so it is unmistakable. */
const lineBreak = '\n'

/**
 * The first line of a snapshot: what `JSON.parse` gives, by our own encoding. What is asked for by its name, one at a
 * time, follows: a line for each trace, turn and list of versions, named here in that order.
 */
interface MemoryHead {
  readonly format: typeof memoryFormat
  readonly position: number
  readonly traces: readonly string[]
  readonly turns: readonly string[]
  readonly standing: readonly string[]
  readonly ended: readonly string[]
  readonly faded: readonly string[]
  /** First and last position of each that faded. */
  readonly spans: readonly number[]
  readonly intents: readonly IntentTrace[]
  readonly attempts: readonly Attempt[]
  readonly kept: readonly Kept[]
  readonly takenOver: readonly (readonly [string, string])[]
  readonly keptCode: readonly (readonly [string, Hash])[]
  readonly notices: readonly Notice[]
}

/** Memory as text; equal memories give equal text. */
export const encodeMemory = (memory: Memory): string => {
  const { traces, turns, standing, faded } = memory
  const head: MemoryHead = {
    format: memoryFormat,
    position: memory.position,
    traces: [...traces.keys()],
    turns: [...turns.keys()],
    standing: [...standing.keys()],
    ended: memory.ended,
    faded: [...faded.keys()],
    spans: [...faded.values()].flatMap(({ from, to }) => [from, to]),
    intents: [...memory.intents.values()],
    attempts: [...memory.attempts.values()],
    kept: [...memory.kept.values()],
    takenOver: [...memory.takenOver],
    keptCode: [...memory.keptCode],
    notices: memory.notices,
  }
  const lines = [traces.lines(), turns.lines(), standing.lines()].flat()
  return [JSON.stringify(head), ...lines].join(lineBreak)
}

/** Memory from a text of `encodeMemory`, beside the state at the same position. Throws MemoryFormatError. */
export const decodeMemory = (text: string, state: Pick<FirmState, 'charters'>): Memory => {
  const [first = '', ...lines] = text.split(lineBreak)
  const head = parseHead(first)
  const memory = emptyMemory()
  for (const [version, charter] of state.charters) adopt(memory, version, charter)
  memory.position = head.position
  fillShelves(memory, head, lines)
  memory.ended.push(...head.ended)
  for (const [index, name] of head.faded.entries()) {
    memory.faded.set(name, spanAt(head.spans, index))
  }
  for (const intent of head.intents) memory.intents.set(intent.held.intent, intent)
  for (const attempt of head.attempts) memory.attempts.set(identityOf(attempt), attempt)
  for (const one of head.kept) memory.kept.set(`${one.principal}\n${one.domain}`, one)
  for (const [member, by] of head.takenOver) memory.takenOver.set(member, by)
  for (const [code, name] of head.keptCode) memory.keptCode.set(code, name)
  memory.notices.push(...head.notices)
  return memory
}

const fillShelves = (memory: Memory, head: MemoryHead, lines: readonly string[]): void => {
  const turnsAt = head.traces.length
  const standingAt = turnsAt + head.turns.length
  memory.traces.fill(head.traces, lines.slice(0, turnsAt), (line) => JSON.parse(line) as Trace)
  memory.turns.fill(
    head.turns,
    lines.slice(turnsAt, standingAt),
    (line) => JSON.parse(line) as TurnTrace,
  )
  memory.standing.fill(
    head.standing,
    lines.slice(standingAt),
    (line) => JSON.parse(line) as StandingVersion[],
  )
}

const spanAt = (spans: readonly number[], index: number): Span => ({
  from: spans[2 * index] ?? 0,
  to: spans[2 * index + 1] ?? 0,
})

// The text is our own: the store checks that its hash fits the ledger, and the format names the shape.
const parseHead = (text: string): MemoryHead => {
  const head = JSON.parse(text) as MemoryHead | { readonly format?: Json }
  if (head.format !== memoryFormat) throw new MemoryFormatError(head.format ?? null)
  return head as MemoryHead
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
