/** Turns and intents in memory: opened, over, refused, held at a gate, vetoed. */
import type { FirmEvent, IntentHeld, TurnOpened, TurnRefused } from '../kernel/index.ts'
import { noteAttempt } from './attempt.ts'
import type { Memory } from './memory.ts'
import { noteKept } from './record.ts'

type Named<Type extends FirmEvent['type']> = Extract<FirmEvent, { readonly type: Type }>

/** Once so many turns are kept, half of them are let go: those that were over first. */
const turnsMax = 20_000

/** A turn is under way. */
export const rememberTurnOpened = (memory: Memory, event: TurnOpened, position: number): void => {
  memory.turns.set(event.turn, { opened: event, position })
  if (memory.turns.size > turnsMax) forgetEarliestTurns(memory)
}

// In one walk: to look for the first entry of a map again and again is slow once many before it were deleted.
const forgetEarliestTurns = (memory: Memory): void => {
  for (const [name, turn] of memory.turns) {
    if (memory.turns.size <= turnsMax / 2) return
    if (turn.over !== undefined) memory.turns.delete(name)
  }
}

/** A turn is over. A refusal for what does not exist is a broken report; a refusal of what was said is an attempt. */
export const rememberTurnOver = (
  memory: Memory,
  event: Named<'turn-ended' | 'turn-refused'>,
  position: number,
): void => {
  const turn = memory.turns.get(event.turn)
  if (turn !== undefined) turn.over = event
  if (event.type === 'turn-refused') noteRefused(memory, event, position)
}

const noteRefused = (memory: Memory, event: TurnRefused, position: number): void => {
  const trace = memory.traces.get(event.enactment)
  if (event.why === 'missing-receipt') {
    const domain = trace?.opened.protocol ?? openedBy(memory, event.message)
    noteKept(memory, { principal: principalOf(memory, event.by), domain, held: false })
  }
  // Who was stopped, or no longer may speak, has shown nobody what does not work.
  if (trace === undefined || event.why === 'member-paused' || event.why === 'role-lost') return
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
