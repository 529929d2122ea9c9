/** Rulings: the messages by which a member opens a decision on a topic, with the facts that say it. */
import type { Json, JsonObject } from '../base/index.ts'
import { type FirmState, openingsOf } from '../kernel/index.ts'
import type { ProtocolForm } from '../protocol/index.ts'
import { freshKey } from './verbs/offer-facts.ts'
import { textValue } from './verbs/text-value.ts'

/** What is to be decided, by whom. */
export interface RulingAsk {
  readonly by: string
  readonly text: string
  /** The topic, such as `build` for `decision/build`. */
  readonly scope: string
}

/** A message that decides, or proposes a decision. */
export interface Ruling {
  readonly protocol: string
  readonly message: string
  readonly facts: JsonObject
  /** Whether it stands with this message; else somebody has to ratify it. */
  readonly stands: boolean
}

/** Below it all decisions stand. */
export const decisionRoot = 'decision'

/** The openings of a member that take no other facts than a key, a topic and what is decided on it. */
export const rulingsIn = (state: FirmState, asked: RulingAsk): readonly Ruling[] =>
  openingsOf(state, asked.by).flatMap(({ protocol, message }) => {
    const form = state.charter?.protocols[protocol]
    const topic = form === undefined ? undefined : topicOf(form)
    if (form === undefined || topic === undefined) return []
    const ruling = rulingBy(state, { form, message, topic }, asked)
    return ruling === undefined ? [] : [{ protocol, message, ...ruling }]
  })

const topicPattern = /^decision\/\{([^{}.]+)\}$/

// The fact that fills the topic of what stands.
const topicOf = (form: ProtocolForm): string | undefined =>
  Object.values(form.facts)
    .map(({ stands = '' }) => topicPattern.exec(stands)?.[1])
    .find((topic) => topic !== undefined)

interface Opening {
  readonly form: ProtocolForm
  readonly message: string
  readonly topic: string
}

const rulingBy = (
  state: FirmState,
  { form, message, topic }: Opening,
  { text, scope }: RulingAsk,
): Pick<Ruling, 'facts' | 'stands'> | undefined => {
  const names = (form.messages[message]?.out ?? []).map(({ fact }) => fact)
  const isSaid = (name: string): boolean => name !== topic && !form.key.includes(name)
  const [said, ...others] = names.filter(isSaid)
  const words = form.facts[said ?? '']
  if (said === undefined || others.length > 0 || !names.includes(topic)) return undefined
  const value = textValue(text, words?.schema ?? {})
  if (value === undefined) return undefined
  const facts: { [name: string]: Json } = { [said]: value, [topic]: scope }
  for (const key of names.filter((name) => form.key.includes(name) && name !== topic)) {
    facts[key] = freshKey(state, form.name, `${scope} ${text}`)
  }
  return { facts, stands: topicPattern.test(words?.stands ?? '') }
}
