/** From a protocol as it is written to its canonical form, names sorted as canonical JSON sorts them. */
import type { Effect } from '../environment/environment.ts'
import { jsonSchemaOf } from '../fact/json-schema.ts'
import { type AnySchema, natureOf } from '../fact/fact.ts'
import type {
  Binding,
  Condition,
  DeadlineForm,
  EffectForm,
  FactForm,
  MessageForm,
  ProtocolForm,
  RoleForm,
} from '../form.ts'
import { type Mistake, ProtocolError } from '../protocol-error.ts'
import { isEnding } from '../rules/endings.ts'
import { mistakesOf } from '../rules/mistakes.ts'
import type { Reading } from './conditions.ts'
import { mapValues, receiversOf } from './fill.ts'
import type { AnySpec, DeadlineSpec, MessageSpec } from './spec.ts'
import { surfaceMistakes } from './surface-mistakes.ts'

/** The form of a specification. Throws ProtocolError with every mistake that can be told from it. */
export const compileForm = (name: string, spec: AnySpec): ProtocolForm => {
  const early = surfaceMistakes(spec)
  if (early.length > 0) throw ProtocolError.malformed(name, early)
  const form = formOf(name, spec)
  const mistakes: readonly Mistake[] = mistakesOf(form)
  if (mistakes.length > 0) throw ProtocolError.malformed(name, mistakes)
  return form
}

/** The names of what is still open, such as `facts.spec` and `does.apply`. */
export const openPlaces = (spec: AnySpec): readonly string[] => [
  ...namesWhere(spec.facts, isGiven).map((name) => `facts.${name}`),
  ...namesWhere(spec.messages, ({ does }) => does !== undefined && isGiven(does)).map(
    (name) => `does.${name}`,
  ),
]

const isGiven = (part: Effect | AnySchema): boolean =>
  '~standard' in part && natureOf(part).given === true

const namesWhere = <Value>(
  record: { readonly [name: string]: Value },
  test: (value: Value) => boolean,
): readonly string[] => Object.keys(record).filter((name) => test(record[name] as Value))

const formOf = (name: string, spec: AnySpec): ProtocolForm => ({
  format: 1,
  name,
  key: typeof spec.key === 'string' ? [spec.key] : spec.key,
  under: (spec.under ?? []).map((scope) =>
    typeof scope === 'string' ? { scope, all: false } : { scope: scope.all, all: true },
  ),
  roles: spec.roles.map(roleOf),
  environments: sorted(mapValues(spec.environments ?? {}, environmentOf)),
  distinct: spec.distinct ?? [],
  facts: sorted(mapValues(spec.facts, factOf)),
  messages: sorted(mapValues(spec.messages, messageOf)),
  deadlines: (spec.deadlines ?? []).map(deadlineOf),
  never: Object.entries(spec.never ?? {}).map(([line, state]) => ({
    name: line,
    in: (state.in ?? []).map(conditionOf),
    not: (state.not ?? []).map(conditionOf),
  })),
})

const sorted = <Value>(record: {
  readonly [name: string]: Value
}): { readonly [name: string]: Value } =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)))

const roleOf = (role: string): RoleForm =>
  role.endsWith('[]') ? { name: role.slice(0, -2), set: true } : { name: role, set: false }

const environmentOf = (declared: object): { readonly kind: string } => ({
  kind: 'kind' in declared && typeof declared.kind === 'string' ? declared.kind : 'given',
})

const factOf = (schema: AnySchema, name: string): FactForm => {
  const { branches, drawnFrom, given: _given, ...nature } = natureOf(schema)
  return {
    ...nature,
    schema: jsonSchemaOf(schema, `facts.${name}`),
    ...(branches === undefined ? {} : { branches: Object.keys(branches) }),
    ...(drawnFrom === undefined
      ? {}
      : { drawnFrom: { role: drawnFrom.role, ...bindingOf(drawnFrom.path) } }),
  }
}

const messageOf = (message: MessageSpec): MessageForm => {
  const { ends, round, by, undoes, lease } = message
  const does = effectOf(message)
  return {
    from: message.from,
    to: receiversOf(message),
    in: (message.in ?? []).map(conditionOf),
    not: (message.not ?? []).map(conditionOf),
    out: (message.out ?? []).map(bindingOf),
    ...(does === undefined ? {} : { does }),
    ...(ends === undefined ? {} : { ends }),
    ...(round === undefined
      ? {}
      : {
          round: { from: round.from, keep: round.keep ?? [], max: round.max, then: round.then },
        }),
    ...(by === undefined ? {} : { by }),
    ...(undoes === undefined ? {} : { undoes }),
    ...(lease === undefined ? {} : { lease }),
  }
}

/** An effect happens in the environment that its message goes to; an open one is a place-holder. */
const effectOf = (message: MessageSpec): EffectForm | undefined => {
  const { does } = message
  if (does === undefined) return undefined
  const environment = receiversOf(message)[0] ?? ''
  if ('nature' in does) {
    return { environment, verb: 'given', reads: [], kind: 'revocable', doubt: 'operator' }
  }
  const { verb, reads, kind, doubt } = does
  return { environment, verb, reads, kind, doubt }
}

const deadlineOf = (deadline: DeadlineSpec): DeadlineForm => ({
  for: deadline.for,
  at: deadline.at,
  then: isEnding(deadline.then) ? { ends: deadline.then } : { message: deadline.then },
})

const conditionOf = (reading: Reading): Condition => {
  if (typeof reading === 'string') return { kind: 'fact', ...bindingOf(reading) }
  if ('all' in reading) return { kind: 'all', ...bindingOf(reading.all) }
  return { kind: 'quorum', count: reading.count, ...bindingOf(reading.quorum) }
}

const bindingOf = (path: string): Binding => {
  const dot = path.indexOf('.')
  return dot < 0 ? { fact: path } : { fact: path.slice(0, dot), branch: path.slice(dot + 1) }
}
