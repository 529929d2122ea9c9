/** Notices: what concerns certain windows and stands nowhere as a fact, kept until newer ones take its place. */
import { isJsonObject, type Json, type JsonObject } from '../../base/index.ts'
import type { CharterForm, FirmEvent } from '../../kernel/index.ts'
import { referencePhrase, withReferences } from '../../ledger/index.ts'
import { audienceOf } from '../audience.ts'
import type { Memory, Notice, Trace } from '../memory.ts'
import { shortened } from './say-standing.ts'

type Named<Type extends FirmEvent['type']> = Extract<FirmEvent, { readonly type: Type }>
type Said = Omit<Notice, 'position'>

/** So many are kept; who was silent for longer than that hears of the newest. */
const noticesMax = 1_000

/** A window's presence and its leases. What becomes of them the door tells, which knows whose they are. */
export const doorProtocols: ReadonlySet<string> = new Set(['window', 'edit'])

/** The members of a charter in whose seats windows sit. */
export const windowsOf = ({ members }: CharterForm): ReadonlySet<string> =>
  new Set(
    Object.entries(members).flatMap(([name, { mind }]) => (mind.kind === 'window' ? name : [])),
  )

/** Notes what an event says to windows. It comes before the event changes what is remembered. */
export const noteNotice = (memory: Memory, event: FirmEvent, position: number): void => {
  if (memory.windows.size === 0) return
  const notice = noticeOf(memory, event)
  if (notice === undefined || notice.to?.length === 0) return
  memory.notices.push({ position, ...notice })
  if (memory.notices.length > noticesMax) memory.notices.shift()
}

/** The notices to a member after a position, the earliest first. */
export const noticesAfter = (
  { notices }: Pick<Memory, 'notices'>,
  member: string,
  position: number,
): readonly Notice[] => {
  const first = notices.findLastIndex((one) => one.position <= position) + 1
  return notices.slice(first).filter(({ to }) => to === undefined || to.includes(member))
}

const noticeOf = (memory: Memory, event: FirmEvent): Said | undefined => {
  switch (event.type) {
    case 'message-sent':
      return answerNotice(memory, event)
    case 'member-told':
      return { to: windowsIn(memory, [event.member]), text: `${event.by} tells you: ${event.text}` }
    case 'lease-lifted':
      return liftedNotice(memory, event)
    case 'ending-begun':
      return endingNotice(memory, event)
    case 'observation-noted':
      return letterNotice(memory, event)
    case 'charter-adopted':
      return goalNotice(memory, event)
    default:
      return undefined
  }
}

const windowsIn = ({ windows }: Memory, members: readonly string[]): readonly string[] =>
  members.filter((one) => windows.has(one))

const othersIn = (memory: Memory, trace: Trace, by: string): readonly string[] =>
  windowsIn(
    memory,
    trace.who.filter((one) => one !== by),
  )

// What somebody says in work in which a window takes part, such as the answer to its question.
const answerNotice = (
  memory: Memory,
  { enactment, by, message, facts }: Named<'message-sent'>,
): Said | undefined => {
  const trace = memory.traces.get(enactment)
  if (trace === undefined || trace.said.length === 0) return undefined
  const to = othersIn(memory, trace, by)
  if (to.length === 0) return undefined
  const said = sayFacts(memory, trace, facts)
  return { to, text: `${by} said ${message} in ${enactment}${said === '' ? '' : `: ${said}`}` }
}

const valueCharactersMax = 600

// Only what the whole firm may read: a notice is kept as a text, whoever is to read it.
const sayFacts = (memory: Memory, trace: Trace, facts: JsonObject): string =>
  Object.entries(facts)
    .filter(([fact]) => audienceOf(memory, trace, fact) === undefined)
    .map(([, value]) => shortened(sayPlainly(value), valueCharactersMax))
    .join('; ')

const sayPlainly = (value: Json): string => {
  const said = withReferences(value, referencePhrase)
  return typeof said === 'string' ? said : JSON.stringify(said)
}

const liftedNotice = (
  memory: Memory,
  { enactment, by, because, resources }: Named<'lease-lifted'>,
): Said | undefined => {
  const trace = memory.traces.get(enactment)
  if (trace === undefined) return undefined
  const paths = resources.map((resource) => resource.slice(resource.indexOf(':') + 1)).join(', ')
  const text = `${by} lifted your lease on ${paths}${reason(because)}`
  return { to: othersIn(memory, trace, by), text }
}

const reason = (because: string): string => (because === '' ? '' : `: ${because}`)

const endingNotice = (
  memory: Memory,
  { enactment, as, by, because }: Named<'ending-begun'>,
): Said | undefined => {
  const trace = memory.traces.get(enactment)
  if (trace === undefined || doorProtocols.has(trace.opened.protocol)) return undefined
  return {
    to: othersIn(memory, trace, by),
    text: `${by} ended ${enactment} as ${as}${reason(because)}`,
  }
}

const letterNotice = (
  memory: Memory,
  { by, data, text }: Named<'observation-noted'>,
): Said | undefined => {
  const to = isJsonObject(data) ? data['letterTo'] : undefined
  if (typeof to !== 'string') return undefined
  return { to: windowsIn(memory, [to]), text: `${by} tells you: ${text}` }
}

const goalNotice = (
  { charter: before }: Memory,
  { by, charter }: Named<'charter-adopted'>,
): Said | undefined => {
  const { text, measure } = charter.goal
  if (before === undefined) return undefined
  if (before.goal.text === text && before.goal.measure === measure) return undefined
  return { text: `${by} changed the firm's goal: ${text} (measured by ${measure})`, isGoal: true }
}
