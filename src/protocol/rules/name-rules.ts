/** Rules of names: what may be called how, and that no two things share a name. */
import type { ProtocolForm } from '../form.ts'
import type { Mistake } from '../protocol-error.ts'
import { isEnding } from './endings.ts'

const word = /^[A-Za-z][A-Za-z0-9_-]*$/

/** Wrong, reserved and doubled names of roles, environments, facts and messages. */
export const nameMistakes = (form: ProtocolForm): readonly Mistake[] => [
  ...shapes(form),
  ...reserved(form),
  ...doubled(form),
]

const shapes = (form: ProtocolForm): readonly Mistake[] =>
  [
    { place: 'name', names: [form.name] },
    { place: 'roles', names: form.roles.map(({ name }) => name) },
    { place: 'environments', names: Object.keys(form.environments) },
    { place: 'facts', names: Object.keys(form.facts) },
    { place: 'messages', names: Object.keys(form.messages) },
    ...Object.entries(form.facts).map(([fact, { branches }]) => ({
      place: `facts.${fact}`,
      names: branches ?? [],
    })),
  ].flatMap(({ place, names }) =>
    names
      .filter((name) => !word.test(name))
      .map((name) => ({
        place,
        sentence: `'${name}' is no name`,
        mend: 'A name is a letter, then letters, digits, - and _.',
      })),
  )

const reserved = (form: ProtocolForm): readonly Mistake[] => [
  ...[...form.roles.map(({ name }) => name), ...Object.keys(form.environments)]
    .filter((name) => name === 'clock')
    .map((name) => ({
      place: 'roles',
      sentence: `'${name}' is the firm's own clock`,
      mend: 'Give the role another name.',
    })),
  ...Object.keys(form.messages)
    .filter(isEnding)
    .map((name) => ({
      place: `messages.${name}`,
      sentence: `'${name}' is an ending, so a deadline could mean either`,
      mend: 'Give the message another name.',
    })),
]

const doubled = (form: ProtocolForm): readonly Mistake[] => [
  ...twice([...form.roles.map(({ name }) => name), ...Object.keys(form.environments)]).map(
    (name) => ({
      place: 'roles',
      sentence: `'${name}' names two things`,
      mend: 'Roles and environments are told apart by their names: rename one.',
    }),
  ),
  ...Object.keys(form.messages)
    .filter((name) => form.facts[name] !== undefined)
    .map((name) => ({
      place: `messages.${name}`,
      sentence: `'${name}' is a fact too`,
      mend: `'${name}.refused' could then mean either: rename one.`,
    })),
  ...form.never
    .map(({ name }) => name)
    .filter((name, index, names) => names.indexOf(name) !== index)
    .map((name) => ({
      place: 'never',
      sentence: `'${name}' stands there twice`,
      mend: 'Rename one line.',
    })),
]

const twice = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
]
