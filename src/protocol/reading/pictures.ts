/** Pictures of a protocol in Mermaid: who tells whom, and what follows what. */
import type { MessageForm, ProtocolForm } from '../form.ts'
import { bindersOf, formatCondition, isOpening, pathOf } from '../rules/readings.ts'
import { chainSteps } from '../rules/chain-rule.ts'
import { messagesInFlow } from './flow.ts'

/** A sequence picture: each message once, as it becomes possible, with what it needs as a note. */
export const sequencePicture = (form: ProtocolForm): string => {
  const parties = [...form.roles.map(({ name }) => name), ...Object.keys(form.environments)]
  const clock = Object.values(form.messages).some(({ from }) => from === 'clock') ? ['clock'] : []
  return picture('sequenceDiagram', [
    ...[...parties, ...clock].map((name) => `participant ${name}`),
    ...messagesInFlow(form).flatMap((name) => arrows(name, form.messages[name])),
  ])
}

const arrows = (name: string, message: MessageForm | undefined): readonly string[] => {
  if (message === undefined) return []
  const needs = [
    ...message.in.map(formatCondition),
    ...message.not.map((condition) => `not ${formatCondition(condition)}`),
  ]
  const note = needs.length === 0 ? [] : [`Note over ${message.from}: ${needs.join(', ')}`]
  const bound = message.out.map(pathOf).join(', ')
  const line = message.does === undefined ? '->>' : '-)'
  const sent = message.to.map(
    (to) => `${message.from}${line}${to}: ${name}${bound === '' ? '' : ` (${bound})`}`,
  )
  const receipt =
    message.does === undefined
      ? []
      : [`${message.does.environment}--)${message.from}: ${name}.done or ${name}.failed`]
  return [...note, ...sent, ...receipt, ...outcome(message)]
}

const outcome = ({ from, round, ends }: MessageForm): readonly string[] => [
  ...(round === undefined ? [] : [`Note over ${from}: a new round from ${round.from}`]),
  ...(ends === undefined ? [] : [`Note over ${from}: ends as ${ends}`]),
]

/**
 * A state picture: a state is what was said last, and an arrow the last thing that it needed. What
 * else it needs was known before, and is left out.
 */
export const statePicture = (form: ProtocolForm): string => {
  const steps = chainSteps(form)
  return picture('stateDiagram-v2', [
    ...messagesInFlow(form).flatMap((name) => [
      ...arrowsTo(form, name, steps),
      ...arrowsFrom(name, form.messages[name]),
    ]),
    ...form.deadlines.flatMap(({ at, then }) =>
      'ends' in then ? [`state "${at} has passed" as ${at}`, `${at} --> [*] : ${then.ends}`] : [],
    ),
  ])
}

const arrowsTo = (
  form: ProtocolForm,
  name: string,
  steps: ReadonlyMap<string, number>,
): readonly string[] => {
  const message = form.messages[name]
  if (message === undefined || isOpening(message)) return [`[*] --> ${name}`]
  if (message.from === 'clock') return [`[*] --> ${name} : clock`]
  const found = message.in.flatMap((condition) =>
    sources(form, condition.fact).map((source) => ({
      steps: steps.get(source) ?? 0,
      arrow: `${source} --> ${name} : ${formatCondition(condition)}`,
    })),
  )
  const last = Math.max(0, ...found.map((each) => each.steps))
  return [...new Set(found.filter((each) => each.steps === last).map((each) => each.arrow))]
}

const arrowsFrom = (name: string, message: MessageForm | undefined): readonly string[] => [
  ...(message?.round === undefined ? [] : [`${name} --> ${message.round.from} : a new round`]),
  ...(message?.ends === undefined ? [] : [`${name} --> [*] : ${message.ends}`]),
]

const sources = (form: ProtocolForm, fact: string): readonly string[] =>
  form.messages[fact] === undefined ? bindersOf(form, fact) : [fact]

const picture = (kind: string, lines: readonly string[]): string =>
  `${[kind, ...lines.map((line) => `  ${line}`)].join('\n')}\n`
