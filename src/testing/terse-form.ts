/** A terse notation for protocols, so that tests of checker and machine show rules and no schemas. */
import { FirmError } from '../base/index.ts'
import type {
  Condition,
  DeadlineForm,
  EffectForm,
  Ending,
  FactForm,
  FactKind,
  MessageForm,
  NeverForm,
  ProtocolForm,
  RoleForm,
  RoundForm,
} from '../protocol/form.ts'

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')

const path = (text: string): { fact: string; branch?: string } => {
  const [fact = '', branch] = text.split('.')
  return branch === undefined ? { fact } : { fact, branch }
}

/** `plan`, `verdict.meets`, `all(ballot)`, `3(ballot.yes)`. */
const condition = (text: string): Condition => {
  const match = /^(all|\d+)\((.*)\)$/.exec(text)
  if (match === null) return { kind: 'fact', ...path(text) }
  const read = path(match[2] ?? '')
  return match[1] === 'all'
    ? { kind: 'all', ...read }
    : { kind: 'quorum', count: Number(match[1]), ...read }
}

const kinds: { readonly [word: string]: FactKind } = {
  member: 'member',
  members: 'members',
  instant: 'instant',
  each: 'each',
}

/** `plan`, `verdict(meets|fails)`, `until:instant`, `answer:first(yes|no)`, `winner:from=bidder/answer.bid`. */
const fact = (text: string): [string, FactForm] => {
  const match = /^([\w-]+)(?::([^(]+))?(?:\((.*)\))?$/.exec(text)
  if (match === null) throw new TerseFormError(text)
  const [, name = '', rules = '', branches] = match
  const marks = rules.split(',')
  const drawn = marks.find((mark) => mark.startsWith('from='))?.slice(5)
  const [role = '', read = ''] = drawn?.split('/') ?? []
  const kind = drawn === undefined ? marks.map((mark) => kinds[mark]).find(Boolean) : 'member'
  return [
    name,
    {
      kind: kind ?? 'value',
      schema: {},
      ...(branches === undefined ? {} : { branches: branches.split('|') }),
      ...(marks.includes('first') ? { first: true } : {}),
      ...(marks.includes('stands') ? { stands: `${name}/{key}` } : {}),
      ...(drawn === undefined ? {} : { drawnFrom: { role, ...path(read) } }),
    },
  ]
}

const ending = (text: string | undefined): Ending => {
  const found = (['completed', 'failed', 'cancelled', 'expired', 'superseded'] as const).find(
    (each) => each === text,
  )
  if (found === undefined) throw new TerseFormError(`ends ${text ?? ''}`)
  return found
}

const effect = (rules: readonly string[], environment: string): EffectForm => ({
  environment,
  verb: rules[1] ?? 'act',
  reads: rules.slice(2),
  kind: rules[0] === 'irreversible' ? 'irreversible' : 'revocable',
  doubt: 'key',
})

/** `round offer keep spec max 3 then failed`. */
const round = (rules: readonly string[]): RoundForm => {
  const keep = rules.slice(rules.indexOf('keep') + 1, rules.indexOf('max'))
  return {
    from: rules[0] ?? '',
    keep: rules.includes('keep') ? keep : [],
    max: Number(rules[rules.indexOf('max') + 1]),
    then: ending(rules[rules.indexOf('then') + 1]),
  }
}

/** `offer: lead > engineer; out work spec; in goal; not plan; does revocable merge commit; ends completed`. */
const message = (text: string): [string, MessageForm] => {
  const [head = '', ...rest] = text.split(';').map((clause) => clause.trim())
  const [name = '', route = ''] = head.split(':')
  const [from = '', to = ''] = route.split('>').map((side) => side.trim())
  const clauses = new Map(rest.map((clause) => [words(clause)[0] ?? '', words(clause).slice(1)]))
  const word = (clause: string): string | undefined => clauses.get(clause)?.[0]
  const does = clauses.get('does')
  const rounds = clauses.get('round')
  return [
    name.trim(),
    {
      from,
      to: words(to),
      in: (clauses.get('in') ?? []).map(condition),
      not: (clauses.get('not') ?? []).map(condition),
      out: (clauses.get('out') ?? []).map(path),
      ...(does === undefined ? {} : { does: effect(does, words(to)[0] ?? '') }),
      ...(clauses.has('ends') ? { ends: ending(word('ends')) } : {}),
      ...(rounds === undefined ? {} : { round: round(rounds) }),
      ...(clauses.has('by') ? { by: word('by') ?? '' } : {}),
      ...(clauses.has('undoes') ? { undoes: word('undoes') ?? '' } : {}),
      ...(clauses.has('lease') ? { lease: word('lease') ?? '' } : {}),
    },
  ]
}

/** `deadline verdict at until ends expired`, `deadline verdict at until sends lapse`. */
const deadline = (rules: readonly string[]): DeadlineForm => ({
  for: rules[0] ?? '',
  at: rules[2] ?? '',
  then: rules[3] === 'ends' ? { ends: ending(rules[4]) } : { message: rules[4] ?? '' },
})

/** `never carried-unvoted in outcome.carried not 1(ballot.yes)`. */
const never = (rules: readonly string[]): NeverForm => {
  const split = rules.includes('not') ? rules.indexOf('not') : rules.length
  return {
    name: rules[0] ?? '',
    in: rules.slice(2, split).map(condition),
    not: rules.slice(split + 1).map(condition),
  }
}

const declared = (lines: readonly string[], word: string): string[] =>
  lines.filter((line) => line.startsWith(`${word} `)).flatMap((line) => words(line).slice(1))

const role = (text: string): RoleForm => ({
  name: text.replace('[]', ''),
  set: text.endsWith('[]'),
})

const isHeading = (line: string): boolean =>
  /^(protocol|key|roles|environments|facts|deadline|never) /.test(line)

/** Facts that messages bind and no line declares are plain values. */
const undeclared = (
  messages: readonly [string, MessageForm][],
  facts: { readonly [name: string]: FactForm },
): { [name: string]: FactForm } =>
  Object.fromEntries(
    messages
      .flatMap(([, { out }]) => out.map((each) => each.fact))
      .filter((name) => facts[name] === undefined)
      .map((name) => [name, { kind: 'value', schema: {} } as const]),
  )

/**
 * The form of a protocol in the terse notation: headings (`protocol`, `key`, `roles`, `environments`,
 * `facts`, `deadline`, `never`), then one message a line. Schemas are empty.
 */
export const terseForm = (text: string): ProtocolForm => {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const messages = lines.filter((line) => !isHeading(line)).map(message)
  const facts = Object.fromEntries(declared(lines, 'facts').map(fact))
  const after = (word: string): string[][] =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => words(line).slice(1))
  return {
    format: 1,
    name: declared(lines, 'protocol')[0] ?? 'unnamed',
    key: declared(lines, 'key'),
    under: [],
    roles: declared(lines, 'roles').map(role),
    environments: Object.fromEntries(
      declared(lines, 'environments').map((name) => [name, { kind: 'shop' }]),
    ),
    distinct: [],
    facts: { ...facts, ...undeclared(messages, facts) },
    messages: Object.fromEntries(messages),
    deadlines: after('deadline').map(deadline),
    never: after('never').map(never),
  }
}

/** A line that the notation does not know. */
export class TerseFormError extends FirmError {
  override readonly name = 'TerseFormError'

  constructor(text: string) {
    super('terse-form', `the notation does not know '${text}'`, {
      hint: 'See the examples in src/testing/terse-form.ts.',
    })
  }
}
