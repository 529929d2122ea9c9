/** The difference between two versions of a protocol, in sentences that a person decides by. */
import { encodeCanonical, type Json } from '../../base/index.ts'
import { withoutAnnotations } from '../fact/json-schema.ts'
import type { Condition, FactForm, MessageForm, ProtocolForm } from '../form.ts'
import { formatCondition, pathOf } from '../rules/readings.ts'
import { messagesInFlow } from './flow.ts'

/** What is new, gone or changed, most important first; empty for forms with equal hashes. */
export const differenceOf = (before: ProtocolForm, after: ProtocolForm): readonly string[] => [
  ...(before.name === after.name ? [] : [`'${before.name}' is now called '${after.name}'`]),
  ...(same(before.key, after.key)
    ? []
    : [`it is now named by ${after.key.join(' and ')}, not by ${before.key.join(' and ')}`]),
  ...partyDifference(before, after),
  ...messagesInFlow(after).flatMap((name) =>
    messageDifference(name, before.messages[name], after.messages[name]),
  ),
  ...messagesInFlow(before).flatMap((name) =>
    after.messages[name] === undefined
      ? messageDifference(name, before.messages[name], undefined)
      : [],
  ),
  ...names(before.facts, after.facts).flatMap((name) =>
    factDifference(name, before.facts[name], after.facts[name]),
  ),
  ...restDifference(before, after),
]

const partyDifference = (before: ProtocolForm, after: ProtocolForm): readonly string[] => {
  const roles = (form: ProtocolForm): readonly string[] =>
    form.roles.map(({ name, set }) => (set ? `${name}[]` : name))
  const groups = (form: ProtocolForm): readonly string[] =>
    form.distinct.map((group) => group.toSorted().join(' and '))
  const places = (form: ProtocolForm): readonly string[] =>
    Object.entries(form.environments).map(([name, { kind }]) => `${name} (${kind})`)
  return [
    ...gained(roles(before), roles(after)).map((role) => `there is now the role ${role}`),
    ...gained(roles(after), roles(before)).map((role) => `the role ${role} is gone`),
    ...gained(places(before), places(after)).map((place) => `it now acts on ${place}`),
    ...gained(places(after), places(before)).map((place) => `it no longer acts on ${place}`),
    ...gained(groups(before), groups(after)).map(
      (group) => `${group} must now be different people`,
    ),
    ...gained(groups(after), groups(before)).map((group) => `${group} may now be the same person`),
  ]
}

const messageDifference = (
  name: string,
  before: MessageForm | undefined,
  after: MessageForm | undefined,
): readonly string[] => {
  if (before === undefined) return after === undefined ? [] : [`${after.from} may now ${name}`]
  if (after === undefined) return [`${before.from} may no longer ${name}`]
  const say = (sentence: string): string => `'${name}' ${sentence}`
  return [
    ...(before.from === after.from ? [] : [`${after.from}, not ${before.from}, may now ${name}`]),
    ...knowledgeDifference(before, after).map(say),
    ...effectDifference(before, after).map(say),
    ...endDifference(before, after).map(say),
  ]
}

const knowledgeDifference = (before: MessageForm, after: MessageForm): readonly string[] => {
  const spelled = (conditions: readonly Condition[]): readonly string[] =>
    conditions.map(formatCondition)
  return [
    ...gained(before.to, after.to).map((to) => `now also goes to ${to}`),
    ...gained(after.to, before.to).map((to) => `no longer goes to ${to}`),
    ...gained(spelled(before.in), spelled(after.in)).map((path) => `now also needs ${path}`),
    ...gained(spelled(after.in), spelled(before.in)).map((path) => `no longer needs ${path}`),
    ...gained(spelled(before.not), spelled(after.not)).map((path) => `is now barred by ${path}`),
    ...gained(spelled(after.not), spelled(before.not)).map(
      (path) => `is no longer barred by ${path}`,
    ),
    ...gained(before.out.map(pathOf), after.out.map(pathOf)).map((path) => `now binds ${path}`),
    ...gained(after.out.map(pathOf), before.out.map(pathOf)).map(
      (path) => `no longer binds ${path}`,
    ),
    ...changed(before.by, after.by, {
      gained: (by) => `no longer waits for all once ${by} has passed`,
      lost: (by) => `now waits for all even after ${by}`,
    }),
  ]
}

const effectDifference = (before: MessageForm, after: MessageForm): readonly string[] => {
  const effect = ({ does }: MessageForm): string | undefined =>
    does && `${does.verb}(${does.reads.join(', ')}) in ${does.environment}, ${does.kind}`
  return [
    ...changed(effect(before), effect(after), {
      gained: (does) => `now does ${does}`,
      lost: (does) => `no longer does ${does}`,
    }),
    ...changed(before.does?.doubt, after.does?.doubt, {
      gained: (doubt) => `now settles doubt by ${doubt}`,
      lost: () => '',
    }),
    ...changed(before.undoes, after.undoes, {
      gained: (undone) => `now undoes '${undone}'`,
      lost: (undone) => `no longer undoes '${undone}'`,
    }),
    ...changed(before.lease, after.lease, {
      gained: (lease) => `now takes ${lease}`,
      lost: (lease) => `no longer takes ${lease}`,
    }),
  ].filter((sentence) => sentence !== '')
}

const endDifference = (before: MessageForm, after: MessageForm): readonly string[] => {
  const round = ({ round: opened }: MessageForm): string | undefined =>
    opened &&
    `a round from '${opened.from}' that keeps ${opened.keep.join(', ') || 'nothing'}, at most ${opened.max}, then ${opened.then}`
  return [
    ...changed(round(before), round(after), {
      gained: (opened) => `now opens ${opened}`,
      lost: () => 'no longer opens a round',
    }),
    ...changed(before.ends, after.ends, {
      gained: (ends) => `now ends the work as ${ends}`,
      lost: () => 'no longer ends the work',
    }),
  ]
}

const factDifference = (
  name: string,
  before: FactForm | undefined,
  after: FactForm | undefined,
): readonly string[] => {
  if (before === undefined) return [`there is now the fact '${name}'`]
  if (after === undefined) return [`the fact '${name}' is gone`]
  const plain = ({ schema, ...nature }: FactForm): Json =>
    jsonOf({ ...nature, schema: withoutAnnotations(schema) })
  return same(plain(before), plain(after)) ? [] : [`the values of '${name}' are declared otherwise`]
}

const restDifference = (before: ProtocolForm, after: ProtocolForm): readonly string[] => [
  ...(same(jsonOf(before.under), jsonOf(after.under))
    ? []
    : [`its turns now rest on ${after.under.map(({ scope }) => scope).join(', ') || 'nothing'}`]),
  ...(same(jsonOf(before.deadlines), jsonOf(after.deadlines)) ? [] : ['its deadlines are others']),
  ...gained(before.never.map(lineOf), after.never.map(lineOf)).map((line) => `never now: ${line}`),
  ...gained(after.never.map(lineOf), before.never.map(lineOf)).map(
    (line) => `no longer excluded: ${line}`,
  ),
]

const lineOf = (line: ProtocolForm['never'][number]): string =>
  `${line.name} (${[...line.in.map(formatCondition), ...line.not.map((each) => `not ${formatCondition(each)}`)].join(', ')})`

const gained = (before: readonly string[], after: readonly string[]): readonly string[] =>
  after.filter((item) => !before.includes(item))

const changed = (
  before: string | undefined,
  after: string | undefined,
  say: { readonly gained: (after: string) => string; readonly lost: (before: string) => string },
): readonly string[] => {
  if (before === after) return []
  return after === undefined ? [say.lost(before ?? '')] : [say.gained(after)]
}

const names = (before: object, after: object): readonly string[] => [
  ...new Set([...Object.keys(before), ...Object.keys(after)]),
]

const same = (before: Json, after: Json): boolean =>
  encodeCanonical(before) === encodeCanonical(after)

/** The codec of forms: their parts are JSON by their types' own shape. */
const jsonOf = (part: unknown): Json => part as Json
