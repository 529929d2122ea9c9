/**
 * What coordination costs: turns, time, tokens and waiting, by role and protocol (DESIGN section 9).
 *
 * A projection of the ledger like memory, of numbers alone. What nobody reported stays absent, never 0.
 */
import type { BriefTokens, FirmEvent } from '../kernel/index.ts'
import { emptyLeaseWaits, type LeaseWaits, noteLease, noteSent } from './lease-wait.ts'

/** What one role used in one protocol. Durations in ms. */
export interface CostLine {
  readonly protocol: string
  readonly role: string
  turnCount: number
  /** Turns that passed, failed or were abandoned: they said nothing. */
  emptyTurnCount: number
  refusedCount: number
  /** Turns on what had been said before: after a refusal, in a later round, or when facts were opened again. */
  redoneCount: number
  /** Thinking, refused turns included. */
  workingMs: number
  /** Turns that were cut off with their host: how long they worked is not known, and is not in the time. */
  untimedCount: number
  /** From an intent being held to its release, veto or lapse. */
  gateWaitMs: number
  /** From being ready for a lease to the last holder's letting go, where another held it. */
  leaseWaitMs: number
  /** How many of the turns reported their tokens. */
  meteredCount: number
  /** How many of the turns reported what they cost. */
  pricedCount: number
  tokensIn?: number
  tokensOut?: number
  /** What the tokens of its briefs were; absent where no brief told. */
  briefTokens?: BriefTokens
  /** By currency, in integer millionths. */
  money?: { [currency: string]: number }
}

interface OpenTurn {
  readonly role: string
  readonly enactment: string
  readonly isRedone: boolean
  /** The protocol that it opened, where it began in the lobby. */
  protocol: string
}

/** The meter. Only `meterEvent` changes it. */
export interface CostMeter {
  readonly lines: Map<string, CostLine>
  readonly protocols: Map<string, { readonly protocol: string; redo: boolean }>
  readonly turns: Map<string, OpenTurn>
  readonly intents: Map<string, { readonly line: CostLine; readonly at: number }>
  readonly leases: LeaseWaits
}

type Named<Type extends FirmEvent['type']> = Extract<FirmEvent, { readonly type: Type }>

/** The meter before the first event. */
export const emptyMeter = (): CostMeter => ({
  lines: new Map(),
  protocols: new Map(),
  turns: new Map(),
  intents: new Map(),
  leases: emptyLeaseWaits(),
})

/** The cost so far, the costliest role first: by working time, then by name. */
export const costOf = (meter: CostMeter): readonly CostLine[] =>
  [...meter.lines.values()]
    .map((line) => ({ ...line }))
    .toSorted((a, b) => b.workingMs - a.workingMs || (nameOf(a) < nameOf(b) ? -1 : 1))

const nameOf = (line: CostLine): string => `${line.protocol}\n${line.role}`

/** Counts one more event; events must come in order, each once. */
export const meterEvent = (meter: CostMeter, event: FirmEvent): void => {
  switch (event.type) {
    case 'enactment-opened':
      meter.protocols.set(event.enactment, { protocol: event.protocol, redo: event.round > 0 })
      return
    case 'enactment-reopened': {
      const known = meter.protocols.get(event.enactment)
      if (known !== undefined) known.redo = true
      return
    }
    case 'turn-opened':
      return openTurn(meter, event)
    case 'turn-ended':
    case 'turn-refused':
      return closeTurn(meter, event)
    case 'message-sent':
      return countSent(meter, event)
    case 'intent-held':
      return holdIntent(meter, event)
    case 'intent-released':
    case 'intent-vetoed':
    case 'intent-lapsed':
      return endIntent(meter, event)
    case 'enactment-ended':
      meter.protocols.delete(event.enactment)
      return noteLease(meter.leases, event)
    case 'lease-lifted':
      return noteLease(meter.leases, event)
    default:
      return
  }
}

const lineOf = (meter: CostMeter, protocol: string, role: string): CostLine => {
  const key = `${protocol}\n${role}`
  const known = meter.lines.get(key)
  if (known !== undefined) return known
  const line: CostLine = {
    protocol,
    role,
    turnCount: 0,
    emptyTurnCount: 0,
    refusedCount: 0,
    redoneCount: 0,
    workingMs: 0,
    untimedCount: 0,
    gateWaitMs: 0,
    leaseWaitMs: 0,
    meteredCount: 0,
    pricedCount: 0,
  }
  meter.lines.set(key, line)
  return line
}

const openTurn = (meter: CostMeter, event: Named<'turn-opened'>): void => {
  const { attempt, enactment, role, turn } = event
  const known = meter.protocols.get(enactment)
  meter.turns.set(turn, {
    role,
    enactment,
    isRedone: attempt > 1 || known?.redo === true,
    protocol: known?.protocol ?? '',
  })
}

const closeTurn = (meter: CostMeter, event: Named<'turn-ended' | 'turn-refused'>): void => {
  const turn = meter.turns.get(event.turn)
  if (turn === undefined) return
  meter.turns.delete(event.turn)
  const line = lineOf(meter, turn.protocol, turn.role)
  line.turnCount += 1
  if (turn.isRedone) line.redoneCount += 1
  if (event.type === 'turn-refused') line.refusedCount += 1
  else if (event.how !== 'sent' && event.how !== 'held') line.emptyTurnCount += 1
  // Its host could not say what it used; the 0 of such an event is none.
  if (event.type === 'turn-ended' && event.how === 'abandoned') line.untimedCount += 1
  else addUse(line, event.use)
}

const addUse = (line: CostLine, use: Named<'turn-ended'>['use']): void => {
  const { ms, tokensIn, tokensOut, moneyMillionths, currency, briefTokens } = use
  line.workingMs += ms
  if (tokensIn !== undefined || tokensOut !== undefined) line.meteredCount += 1
  if (tokensIn !== undefined) line.tokensIn = (line.tokensIn ?? 0) + tokensIn
  if (tokensOut !== undefined) line.tokensOut = (line.tokensOut ?? 0) + tokensOut
  if (briefTokens !== undefined) line.briefTokens = sumOf(line.briefTokens, briefTokens)
  if (moneyMillionths === undefined || currency === undefined) return
  line.pricedCount += 1
  line.money = { ...line.money, [currency]: (line.money?.[currency] ?? 0) + moneyMillionths }
}

const sumOf = (sum: BriefTokens | undefined, one: BriefTokens): BriefTokens => ({
  task: (sum?.task ?? 0) + one.task,
  memory: (sum?.memory ?? 0) + one.memory,
  handOff: (sum?.handOff ?? 0) + one.handOff,
  menu: (sum?.menu ?? 0) + one.menu,
  repeated: (sum?.repeated ?? 0) + one.repeated,
})

// A turn of the lobby belongs to what it opened; messages of a turn come before its end.
const countSent = (meter: CostMeter, event: Named<'message-sent'>): void => {
  const known = meter.protocols.get(event.enactment)
  const turn = meter.turns.get(event.turn ?? '')
  if (turn?.enactment === '' && turn.protocol === '') turn.protocol = known?.protocol ?? ''
  const waitedMs = noteSent(meter.leases, event)
  if (waitedMs > 0 && known !== undefined && turn !== undefined) {
    lineOf(meter, known.protocol, turn.role).leaseWaitMs += waitedMs
  }
}

const holdIntent = (meter: CostMeter, event: Named<'intent-held'>): void => {
  const turn = meter.turns.get(event.turn ?? '')
  const opens = event.messages[0]?.opens
  const protocol = meter.protocols.get(event.enactment)?.protocol ?? opens ?? ''
  if (turn?.enactment === '' && turn.protocol === '') turn.protocol = protocol
  const line = lineOf(meter, protocol, turn?.role ?? 'operator')
  meter.intents.set(event.intent, { line, at: event.at })
}

const endIntent = (
  meter: CostMeter,
  event: Named<'intent-released' | 'intent-vetoed' | 'intent-lapsed'>,
): void => {
  const held = meter.intents.get(event.intent)
  if (held === undefined) return
  meter.intents.delete(event.intent)
  held.line.gateWaitMs += event.at - held.at
}
