/** Turns and intents in memory: opened, over, refused, held at a gate, vetoed. */
import type { FirmEvent, IntentHeld, TurnOpened, TurnRefused } from '../kernel/index.ts'
import { noteAttempt } from './attempt.ts'
import type { Memory } from './memory.ts'
import { noteKept } from './record.ts'

type Named<Type extends FirmEvent['type']> = Extract<FirmEvent, { readonly type: Type }>

/** Turns in the lobby belong to no enactment; so many of them are kept. */
const lobbyTurnsMax = 2_000

/** A turn is under way. */
export const rememberTurnOpened = (memory: Memory, event: TurnOpened, position: number): void => {
  memory.turns.set(event.turn, { opened: event, position })
  const trace = memory.traces.get(event.enactment)
  if (trace !== undefined) trace.turns.push(event.turn)
  else forgetLobbyTurn(memory, position)
}

// The map keeps the order in which turns came, so the first closed lobby turn is the oldest.
const forgetLobbyTurn = (memory: Memory, position: number): void => {
  if (position % 1_024 !== 0 || memory.turns.size <= 2 * lobbyTurnsMax) return
  const lobby = [...memory.turns.values()].filter((turn) => turn.opened.enactment === '')
  for (const turn of lobby.slice(0, Math.max(0, lobby.length - lobbyTurnsMax))) {
    if (turn.over !== undefined) memory.turns.delete(turn.opened.turn)
  }
}

/** A turn is over. A refusal for what does not exist is a broken report; every refusal is an attempt. */
export const rememberTurnOver = (
  memory: Memory,
  event: Named<'turn-ended' | 'turn-refused'>,
  position: number,
): void => {
  const turn = memory.turns.get(event.turn)
  if (turn !== undefined) turn.over = { position, event }
  if (event.type === 'turn-refused') noteRefused(memory, event, position)
}

const noteRefused = (memory: Memory, event: TurnRefused, position: number): void => {
  const trace = memory.traces.get(event.enactment)
  if (event.why === 'missing-receipt') {
    const domain = trace?.opened.protocol ?? openedBy(memory, event.message)
    noteKept(memory, { principal: principalOf(memory, event.by), domain, held: false })
  }
  if (trace === undefined) return
  const { at, by, message, detail, facts } = event
  noteAttempt(memory, trace, { kind: 'refused', position, at, by, message, because: detail, facts })
}

// A message refused in the lobby names no enactment: its protocol is the one that has such a message.
const openedBy = (memory: Memory, message: string): string =>
  Object.entries(memory.charter?.protocols ?? {}).find(
    ([, form]) => form.messages[message] !== undefined,
  )?.[0] ?? ''

const principalOf = (memory: Memory, member: string): string => {
  const acting = memory.takenOver.get(member) ?? member
  return memory.charter?.members[acting]?.principal ?? acting
}

/** A choice waits at a gate. */
export const rememberHeld = (memory: Memory, event: IntentHeld, position: number): void => {
  memory.intents.set(event.intent, { held: event, position })
  memory.traces.get(event.enactment)?.intents.push(event.intent)
}

/** A choice waits no longer; a vetoed one is an attempt with its reason. */
export const rememberIntentOver = (
  memory: Memory,
  event: Named<'intent-released' | 'intent-vetoed' | 'intent-lapsed'>,
  position: number,
): void => {
  const intent = memory.intents.get(event.intent)
  if (intent === undefined) return
  intent.over = { position, event }
  const trace = memory.traces.get(intent.held.enactment)
  if (event.type !== 'intent-vetoed' || trace === undefined) return
  const { at, message } = event
  const because = `vetoed by ${event.by}${event.because === '' ? '' : `: ${event.because}`}`
  const facts = intent.held.messages[0]?.facts ?? {}
  const { by } = intent.held
  noteAttempt(memory, trace, { kind: 'vetoed', position, at, by, message, because, facts })
}
