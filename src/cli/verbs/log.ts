/** `firm log`: what happened, one line an event, written as it is read. */
import { logForm } from '../../api/verbs/index.ts'
import { formatInstant, isJsonObject, type JsonObject } from '../../base/index.ts'
import { decodeEvent, logLineOf, type Look, readFromContent } from '../../host/looks/index.ts'
import type { Entry, Store } from '../../ledger/index.ts'
import { emptyMemory, remember, sentenceOf } from '../../memory/index.ts'
import type { TurnViewer } from '../first-minute/turn-viewer.ts'
import { contentIn, NoSuchPositionError, positionIn } from '../look-at.ts'
import { withLedger } from '../open-ledger.ts'
import { WrongUsageError } from '../reading.ts'
import type { Screen } from '../screen.ts'
import type { Given, Verb } from '../verb.ts'

interface Wanted {
  readonly after: number
  readonly enactment: string | undefined
  /** The tokens of recomposed briefs, where what turns were shown is wanted. */
  readonly viewTokens: number | undefined
}

const wantedIn = ({ options }: Given): Wanted => {
  const after = numberIn(options, 'after', 0)
  const viewTokens = 'views' in options ? numberIn(options, 'views', 1) : undefined
  return { after, enactment: options['enactment'], viewTokens }
}

const numberIn = (options: Given['options'], name: string, min: number): number => {
  const said = options[name] ?? String(min)
  const value = Number(said)
  if (Number.isSafeInteger(value) && value >= min) return value
  throw new WrongUsageError(`--${name} is ${said}`, `Give a whole number from ${min}.`)
}

/** Whether a line is shown, by where it stands and what it belongs to. */
const isWanted = (wanted: Wanted, position: number, enactment: string | null): boolean =>
  position > wanted.after && (wanted.enactment === undefined || wanted.enactment === enactment)

type Tell = (entry: Entry) => void | Promise<void>

const tellPrograms =
  (wanted: Wanted, screen: Screen, viewer: TurnViewer | undefined): Tell =>
  (entry) => {
    const event = decodeEvent(entry.body)
    const view = viewer?.(event, entry.position)
    const line = logLineOf(entry, event)
    if (!isWanted(wanted, line.position, line.enactment)) return
    const whole = view === undefined ? line : { ...line, more: { ...line.more, view } }
    screen.write(JSON.stringify(whole))
  }

/** Sentences name what earlier events taught, so a person's log is read from the beginning. */
const tellPersons = (wanted: Wanted, screen: Screen, content: Look['content']): Tell => {
  const memory = emptyMemory()
  return async (entry) => {
    const event = decodeEvent(entry.body)
    remember(memory, event, entry.position)
    const { position, enactment } = logLineOf(entry, event)
    if (!isWanted(wanted, position, enactment)) return
    // What stands in content is said as it is, or by whom it was erased.
    const bindsFacts = event.type === 'message-sent' || event.type === 'message-received'
    const said = bindsFacts ? { ...event, facts: await factsOf(content, event) } : event
    screen.write(`${position}  ${formatInstant(event.at)}  ${sentenceOf(said, { memory })}`)
  }
}

const factsOf = async (
  content: Look['content'],
  { facts }: { readonly facts: JsonObject },
): Promise<JsonObject> => {
  const read = await readFromContent(content, facts)
  return isJsonObject(read) ? read : facts
}

const readAll = async (
  store: Store,
  span: { readonly after: number; readonly at: number | undefined },
  tell: Tell,
): Promise<void> => {
  const { position } = await store.tip()
  const through = span.at ?? position
  if (through > position) throw new NoSuchPositionError(through, position)
  for await (const entries of store.read(span.after, { through })) {
    for (const entry of entries) await tell(entry)
  }
}

/** Views are made of everything that came before, so with them the whole ledger is read. */
const tellerOf = async (
  wanted: Wanted,
  { json }: Given,
  { screen, content }: { readonly screen: Screen; readonly content: Look['content'] },
): Promise<{ readonly tell: Tell; readonly from: number }> => {
  if (!json) return { tell: tellPersons(wanted, screen, content), from: 0 }
  const { after, viewTokens } = wanted
  const viewer = viewTokens === undefined ? undefined : await viewerOf(viewTokens)
  return { tell: tellPrograms(wanted, screen, viewer), from: viewer === undefined ? after : 0 }
}

/** Views take the host's part that composes briefs, which no other log needs. */
const viewerOf = async (tokensMax: number): Promise<TurnViewer> => {
  const { openTurnViewer } = await import('../first-minute/turn-viewer.ts')
  return await openTurnViewer(tokensMax)
}

export const log: Verb = {
  ...logForm,
  run: async (given, surroundings) => {
    const wanted = wantedIn(given)
    const content = await contentIn(surroundings)
    const { tell, from } = await tellerOf(wanted, given, { screen: surroundings.screen, content })
    const span = { after: from, at: positionIn(given.options['at'], '--at') }
    await withLedger(surroundings, async (store) => await readAll(store, span, tell))
    return { exit: 'done', lines: [] }
  },
}
