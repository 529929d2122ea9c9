/** Enactments in memory: opened, reopened, ended, and faded once many others have ended since. */
import { type FirmEvent } from '../kernel/index.ts'
import { noteAttempt } from './attempt.ts'
import type { Memory, Trace } from './memory.ts'
import { doorProtocols } from './window/notice.ts'

type Named<Type extends FirmEvent['type']> = Extract<FirmEvent, { readonly type: Type }>

/** So many ended enactments are kept whole; earlier ones fade to where they stand in the ledger. */
const endedWholeMax = 2_000

/** A new enactment; a round concerns what the round before it did. */
export const rememberOpened = (
  memory: Memory,
  event: Named<'enactment-opened'>,
  position: number,
): void => {
  const before = event.round > 0 ? memory.traces.get(event.parent ?? '') : undefined
  if (before !== undefined) before.delegated = true
  memory.traces.set(event.enactment, {
    opened: event,
    position,
    root: before?.root ?? event.enactment,
    said: [],
    intents: [],
    who: [event.by],
    paths: before?.paths ?? [],
    scopes: before?.scopes ?? [],
    delegated: false,
  })
}

/** A member came to hold a role. */
export const rememberRole = (memory: Memory, enactment: string, member: string): void => {
  const trace = memory.traces.get(enactment)
  if (trace !== undefined) addWho(trace, member)
}

/** Notes that a member takes part. */
export const addWho = (trace: Trace, member: string): void => {
  if (!trace.who.includes(member)) trace.who.push(member)
}

/** An ending was asked for from outside. */
export const rememberEnding = (memory: Memory, event: Named<'ending-begun'>): void => {
  const trace = memory.traces.get(event.enactment)
  if (trace !== undefined) trace.ending = event
}

/** What was said on a superseded fact is open again; it stays in memory as what was said then. */
export const rememberReopened = (
  memory: Memory,
  event: Named<'enactment-reopened'>,
  position: number,
): void => {
  const said = memory.traces.get(event.enactment)?.said ?? []
  for (const one of said) {
    if (one.reopenedAt !== undefined) continue
    const { message, by } = one.event
    if (event.messages.some((key) => key === message || key === `${message}@${by}`)) {
      one.reopenedAt = position
    }
  }
}

/** An enactment ended; other than completed it is a failed attempt, unless a round went on in its place. */
export const rememberEnded = (
  memory: Memory,
  event: Named<'enactment-ended'>,
  position: number,
): void => {
  const trace = memory.traces.get(event.enactment)
  if (trace === undefined) return
  trace.ended = { position, event }
  if (event.as !== 'completed' && !trace.delegated) noteEnding(memory, trace, position)
  memory.ended.push(event.enactment)
  if (memory.ended.length > endedWholeMax) fadeOldest(memory)
}

const noteEnding = (memory: Memory, trace: Trace, position: number): void => {
  const { ended, ending } = trace
  // A window that went and a lease that ended with it are nothing that was tried.
  if (ended === undefined || doorProtocols.has(trace.opened.protocol)) return
  const last = trace.said.at(-1)
  const { as, at } = ended.event
  const because =
    ending === undefined
      ? `ended as ${as} after ${last?.event.message ?? 'nothing'}`
      : `ended as ${as} by ${ending.by}${ending.because === '' ? '' : `: ${ending.because}`}`
  const by = ending?.by ?? last?.event.by ?? trace.opened.by
  const message = last?.event.message ?? ''
  noteAttempt(memory, trace, { kind: 'ended', position, at, by, message, because })
}

const fadeOldest = (memory: Memory): void => {
  const oldest = memory.ended.shift() ?? ''
  const trace = memory.traces.get(oldest)
  if (trace === undefined) return
  for (const intent of trace.intents) memory.intents.delete(intent)
  memory.traces.delete(oldest)
  memory.faded.set(oldest, { from: trace.position, to: trace.ended?.position ?? trace.position })
}
