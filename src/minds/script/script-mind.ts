/** A member that is code in the host's process: handlers from `code`, trusted and shown so. */
import { isJsonObject, type JsonObject } from '../../base/index.ts'
import type {
  ChosenMessage,
  MenuItem,
  Mind,
  MindAnswer,
  TurnSignals,
  TurnView,
  Workplace,
} from '../../host/ports/index.ts'
import { type CodeRole, type HandlerTurn, whyPassed } from '../../protocol/index.ts'

/** What can be set for a script. */
export interface ScriptMindOptions {
  /** One unless told. */
  readonly turnsAtOnce?: number
  /** Milliseconds that passed, for the account of the turn; a simulation gives its own. */
  readonly elapsedMs?: () => number
}

/**
 * A script as a mind. It asks the handlers of the messages on its menu, in the menu's order, and
 * sends the first that answers facts. One that throws has not answered, and its error is the reason.
 */
export const scriptMind = (roles: readonly CodeRole[], options: ScriptMindOptions = {}): Mind => ({
  kind: 'script',
  enforced: true,
  turnsAtOnce: options.turnsAtOnce ?? 1,
  take: async (view, workplace, signals) => {
    const elapsedMs = options.elapsedMs ?? (() => performance.now())
    const beganMs = elapsedMs()
    const answer = await takeTurn(roles, view, { workplace, signals })
    return { ...answer, use: { ms: Math.round(elapsedMs() - beganMs) } }
  },
})

type Unmetered =
  | Omit<Extract<MindAnswer, { readonly kind: 'send' }>, 'use'>
  | Omit<Extract<MindAnswer, { readonly kind: 'pass' | 'nothing' }>, 'use'>

const takeTurn = async (
  roles: readonly CodeRole[],
  view: TurnView,
  where: { readonly workplace: Workplace; readonly signals: TurnSignals },
): Promise<Unmetered> => {
  const notes: string[] = []
  const turn = handlerTurn(view, where, notes)
  const passes: string[] = []
  const stopped = whenStopped(where.signals.stop)
  for (const item of view.menu) {
    try {
      const asking = askHandler(roles, view, { item, turn })
      const asked = await Promise.race([asking, stopped])
      if (asked === undefined) return { kind: 'pass', why: 'stopped' }
      if (typeof asked !== 'string') return { kind: 'send', messages: [asked], cites: [], notes }
      passes.push(`${item.message}: ${asked}`)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return { kind: 'nothing', why: `the handler of ${item.message} threw: ${reason}` }
    }
  }
  return { kind: 'pass', why: passes.join('; ') || 'the menu is empty' }
}

/** A handler may go on after a stop, for nothing can end it; what it then answers is not heard. */
const whenStopped = (stop: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (stop.aborted) resolve(undefined)
    else stop.addEventListener('abort', () => resolve(undefined), { once: true })
  })

/** The chosen message, or why the handler passed. */
const askHandler = async (
  roles: readonly CodeRole[],
  view: TurnView,
  { item, turn }: { readonly item: MenuItem; readonly turn: HandlerTurn },
): Promise<ChosenMessage | string> => {
  const handler = findRole(roles, view, item)?.handlers[item.message]
  if (handler === undefined) return 'this script has no handler for it'
  const answer = await handler(view.known, turn)
  const why = whyPassed(answer)
  if (why !== undefined) return why
  const facts = plainFacts(answer)
  const { message, opens } = item
  return opens === undefined ? { message, facts } : { message, opens, facts }
}

/** A message that opens another protocol is that protocol's; its role is whichever script has it. */
const findRole = (
  roles: readonly CodeRole[],
  view: TurnView,
  { message, opens }: MenuItem,
): CodeRole | undefined =>
  opens === undefined
    ? roles.find(({ protocol, role }) => protocol.name === view.protocol && role === view.role)
    : roles.find(({ protocol, handlers }) => protocol.name === opens && message in handlers)

/** What a handler answers becomes JSON here, as it will be in the book. */
const plainFacts = (answer: object): JsonObject => {
  const value: unknown = JSON.parse(JSON.stringify(answer))
  return isJsonObject(value) ? value : {}
}

const handlerTurn = (
  { member, enactment, changed }: TurnView,
  { workplace, signals }: { readonly workplace: Workplace; readonly signals: TurnSignals },
  notes: string[],
): HandlerTurn => ({
  member,
  enactment,
  changed,
  stop: signals.stop,
  note: (sentence) => {
    notes.push(sentence)
  },
  ...(workplace.folder === undefined ? {} : { folder: workplace.folder }),
})
