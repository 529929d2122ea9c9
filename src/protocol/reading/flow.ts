/** The order in which a reader meets things: as they become possible, then by name. */
import type { ProtocolForm } from '../form.ts'
import { chainSteps } from '../rules/chain-rule.ts'

/** The names of messages, those that can be sent first in front. */
export const messagesInFlow = (form: ProtocolForm): readonly string[] => {
  const steps = chainSteps(form)
  const depth = (name: string): number => steps.get(name) ?? Number.MAX_SAFE_INTEGER
  return Object.keys(form.messages).toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))
}

/** The names of facts, in the order in which messages bind them. */
export const factsInFlow = (form: ProtocolForm): readonly string[] => {
  const bound = messagesInFlow(form).flatMap((name) =>
    (form.messages[name]?.out ?? []).map(({ fact }) => fact),
  )
  return [...new Set([...bound, ...Object.keys(form.facts)])]
}
