/** Rules of facts: each is bound by somebody, and what is said about it names what exists. */
import type { FactForm, ProtocolForm } from '../form.ts'
import type { Mistake } from '../protocol-error.ts'
import { bindersOf, isOpening, oneOfNames, ownerOf, setsOf } from './readings.ts'

/** Mistakes in `key`, `facts`, `under` and `distinct`. */
export const factMistakes = (form: ProtocolForm): readonly Mistake[] => [
  ...keyMistakes(form),
  ...Object.entries(form.facts).flatMap(([name, fact]) => [
    ...bindingMistakes(form, name),
    ...namedMistakes(form, name, fact),
    ...drawnMistakes(form, name, fact),
    ...roleFactMistakes(form, name, fact),
  ]),
  ...form.under.flatMap(({ scope }) => pathMistakes(form, scope, 'under')),
  ...form.distinct.flatMap((group) =>
    unknownNames({ place: 'distinct', names: group, known: form.roles.map(({ name }) => name) }),
  ),
]

const keyMistakes = (form: ProtocolForm): readonly Mistake[] => {
  const unknown = unknownNames({ place: 'key', names: form.key, known: Object.keys(form.facts) })
  if (unknown.length > 0) return unknown
  if (form.key.length === 0) {
    return [
      { place: 'key', sentence: 'there is no key', mend: 'Name the fact that names the work.' },
    ]
  }
  const openings = Object.entries(form.messages).filter(([, message]) => isOpening(message))
  if (openings.length === 0) {
    const sentence = 'every message waits for something, so none can be the first'
    return [{ place: 'messages', sentence, mend: 'Let one message read nothing and bind the key.' }]
  }
  return openings.flatMap(([name, { out }]) =>
    form.key
      .filter((fact) => !out.some((binding) => binding.fact === fact))
      .map((fact) => ({
        place: `messages.${name}.out`,
        sentence: `'${name}' can be the first message but does not bind the key '${fact}'`,
        mend: `Bind '${fact}' in '${name}', or let '${name}' read something.`,
      })),
  )
}

const bindingMistakes = (form: ProtocolForm, fact: string): readonly Mistake[] => {
  const binders = bindersOf(form, fact)
  if (binders.length === 0) {
    const sentence = `no message binds '${fact}'`
    return [{ place: `facts.${fact}`, sentence, mend: 'Bind it in an `out`, or leave it out.' }]
  }
  const roles = [...new Set(binders.map((name) => form.messages[name]?.from ?? ''))]
  const sets = setsOf(form)
  if (roles.length === 1 || !roles.some((role) => sets.has(role))) return []
  return [
    {
      place: `facts.${fact}`,
      sentence: `${oneOfNames(roles)} all bind '${fact}', and one of them is a set`,
      mend: 'What the members of a set have is theirs alone: take another fact for the others.',
    },
  ]
}

const namedMistakes = (form: ProtocolForm, name: string, fact: FactForm): readonly Mistake[] => {
  const place = `facts.${name}`
  return [
    ...unknownNames({
      place,
      names: fact.audience ?? [],
      known: form.roles.map((role) => role.name),
    }),
    ...unknownNames({
      place,
      names: fact.personal === undefined ? [] : [fact.personal],
      known: Object.keys(form.facts),
    }),
    ...(fact.stands === undefined ? [] : pathMistakes(form, fact.stands, place)),
  ]
}

const drawnMistakes = (form: ProtocolForm, name: string, fact: FactForm): readonly Mistake[] => {
  const drawn = fact.drawnFrom
  if (drawn === undefined) return []
  const place = `facts.${name}`
  if (!setsOf(form).has(drawn.role)) {
    const sentence = `'${drawn.role}' is no role set to draw a member from`
    return [{ place, sentence, mend: `Declare it as '${drawn.role}[]'.` }]
  }
  const branches = form.facts[drawn.fact]?.branches ?? []
  const hasBranch = drawn.branch === undefined || branches.includes(drawn.branch)
  if (ownerOf(form, drawn.fact) === drawn.role && hasBranch) return []
  const sentence = `a '${drawn.role}' has no '${drawn.fact}${drawn.branch ? `.${drawn.branch}` : ''}'`
  return [{ place, sentence, mend: `Name a fact that each '${drawn.role}' binds.` }]
}

/** A fact with the name of a role says who holds it, so it must be of that kind. */
const roleFactMistakes = (form: ProtocolForm, name: string, fact: FactForm): readonly Mistake[] => {
  const role = form.roles.find((each) => each.name === name)
  const wanted = role?.set === true ? 'members' : 'member'
  if (role === undefined || fact.kind === wanted) return []
  return [
    {
      place: `facts.${name}`,
      sentence: `'${name}' is a role, so this fact says who holds it`,
      mend: `Declare it as ${wanted}(), or give it another name.`,
    },
  ]
}

/** `{spec.area}` in a path must begin with a fact. */
const pathMistakes = (form: ProtocolForm, path: string, place: string): readonly Mistake[] => [
  ...(path === '' || path.startsWith('/') || path.endsWith('/')
    ? [{ place, sentence: `'${path}' is no path`, mend: 'Write it as scope/key.' }]
    : []),
  ...[...path.matchAll(/\{([^}.]*)[^}]*\}/g)]
    .map(([, fact]) => fact ?? '')
    .filter((fact) => form.facts[fact] === undefined)
    .map((fact) => ({
      place,
      sentence: `'${path}' names '${fact}', which is no fact`,
      mend: `Name one of ${oneOfNames(Object.keys(form.facts))}.`,
    })),
]

const unknownNames = (at: {
  readonly place: string
  readonly names: readonly string[]
  readonly known: readonly string[]
}): readonly Mistake[] =>
  at.names
    .filter((name) => !at.known.includes(name))
    .map((name) => ({
      place: at.place,
      sentence: `there is no '${name}'`,
      mend: `Name one of ${oneOfNames(at.known)}.`,
    }))
