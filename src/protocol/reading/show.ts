/** The text form of a protocol: what `firm protocol show` prints. */
import type { DeadlineForm, FactForm, MessageForm, ProtocolForm } from '../form.ts'
import { formatCondition, pathOf } from '../rules/readings.ts'
import { factsInFlow, messagesInFlow } from './flow.ts'

/** A protocol as text for people, the same for equal forms. Lines end with a newline. */
export const showProtocol = (form: ProtocolForm): string => {
  const lines = [
    `protocol ${form.name}, one for each ${form.key.join(' and ')}`,
    `  roles         ${form.roles.map(({ name, set }) => (set ? `${name}[]` : name)).join(', ')}`,
    ...list('environments', Object.entries(form.environments).map(environmentText)),
    ...list(
      'apart',
      form.distinct.map((group) => group.join(' and ')),
    ),
    ...list(
      'rests on',
      form.under.map(({ scope, all }) => (all ? `all of ${scope}` : scope)),
    ),
    '',
    '  facts',
    ...columns(factsInFlow(form).map((name) => [name, factText(form.facts[name])])),
    '',
    '  messages',
    ...columns(messagesInFlow(form).map((name) => [name, messageText(form.messages[name])])),
    ...section('deadlines', form.deadlines.map(deadlineText)),
    ...section(
      'never',
      form.never.map((line) => `${line.name}: ${conditions(line.in)}${without(line.not)}`),
    ),
  ]
  return `${lines.join('\n')}\n`
}

const list = (title: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : [`  ${title.padEnd(13)} ${items.join(', ')}`]

const section = (title: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : ['', `  ${title}`, ...items.map((item) => `    ${item}`)]

const columns = (rows: readonly (readonly [string, string])[]): readonly string[] => {
  const width = Math.max(0, ...rows.map(([name]) => name.length))
  return rows.map(([name, said]) => `    ${name.padEnd(width)}  ${said}`)
}

const environmentText = ([name, { kind }]: readonly [string, { readonly kind: string }]): string =>
  name === kind ? name : `${name} (${kind})`

const factText = (fact: FactForm | undefined): string => {
  if (fact === undefined) return ''
  const { branches, child, drawnFrom, audience, personal, stands, finality } = fact
  return [
    fact.first === true ? 'the first of several decides:' : '',
    branches === undefined ? fact.kind : branches.join(' or '),
    child === undefined ? '' : `of ${child}`,
    drawnFrom === undefined ? '' : `a ${drawnFrom.role} with ${pathOf(drawnFrom)}`,
    audience === undefined ? '' : `read by ${audience.join(' and ')} only`,
    personal === undefined ? '' : `personal to ${personal}`,
    stands === undefined ? '' : `stands as ${stands}`,
    finality === undefined ? '' : finality,
  ]
    .filter((part) => part !== '')
    .join(', ')
    .replace(':,', ':')
}

const messageText = (message: MessageForm | undefined): string => {
  if (message === undefined) return ''
  return [
    `${message.from} → ${message.to.join(', ')}`,
    message.in.length === 0 ? '' : `knowing ${conditions(message.in)}`,
    message.not.length === 0 ? '' : `before ${conditions(message.not)}`,
    message.by === undefined ? '' : `or once ${message.by} has passed`,
    message.out.length === 0 ? '' : `binds ${message.out.map(pathOf).join(', ')}`,
    ...consequences(message),
  ]
    .filter((part) => part !== '')
    .join('; ')
}

const consequences = ({ does, lease, undoes, round, ends }: MessageForm): readonly string[] => [
  lease === undefined ? '' : `takes ${lease}`,
  does === undefined ? '' : `does ${does.verb}(${does.reads.join(', ')}), ${does.kind}`,
  undoes === undefined ? '' : `undoes ${undoes}`,
  round === undefined
    ? ''
    : `a new round from ${round.from}, at most ${round.max}, then ${round.then}`,
  ends === undefined ? '' : `ends as ${ends}`,
]

const conditions = (all: MessageForm['in']): string => all.map(formatCondition).join(', ')

const without = (all: MessageForm['not']): string =>
  all.length === 0 ? '' : ` without ${conditions(all)}`

const deadlineText = ({ for: fact, at, then }: DeadlineForm): string =>
  `without ${fact} by ${at}: ${'ends' in then ? `ends as ${then.ends}` : `the clock sends ${then.message}`}`
