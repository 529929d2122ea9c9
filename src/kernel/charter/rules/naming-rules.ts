/** Names: of the firm, of its members, and of who owns its goal. */
import { type CharterMistake, orList } from '../charter-error.ts'
import type { AnyFirmSpec } from '../firm-spec.ts'

const namePattern = /^[a-z0-9][a-z0-9._-]{0,63}$/i
const nameMend =
  'Use 1 to 64 letters, digits, dots, dashes and underscores; begin with a letter or digit.'

/** Words that a screen or a ledger uses for somebody who is no member. */
const taken = ['operator', 'clock', 'host', 'firm']

/** What is wrong with names and with the goal. */
export const namingMistakes = (name: string, spec: AnyFirmSpec): readonly CharterMistake[] => [
  ...(namePattern.test(name)
    ? []
    : [{ place: 'firm', sentence: `'${name}' is no name for a firm`, mend: nameMend }]),
  ...Object.keys(spec.members).flatMap(memberName),
  ...goalMistakes(spec),
]

const memberName = (name: string): readonly CharterMistake[] => {
  const place = `members.${name}`
  if (!namePattern.test(name)) {
    return [{ place, sentence: `'${name}' is no name for a member`, mend: nameMend }]
  }
  if (!taken.includes(name)) return []
  const sentence = `'${name}' means somebody else on every screen`
  return [{ place, sentence, mend: `Give the member a name of its own.` }]
}

const goalMistakes = ({ goal, members }: AnyFirmSpec): readonly CharterMistake[] => {
  const missing = (['text', 'measure'] as const)
    .filter((field) => goal[field].trim() === '')
    .map((field) => ({
      place: `goal.${field}`,
      sentence: `the goal has no ${field}`,
      mend: 'Say what the firm is for, and how one sees that it is reached.',
    }))
  if (Object.hasOwn(members, goal.owner)) return missing
  const sentence = `'${goal.owner}' is no member`
  const mend = `Name ${orList(Object.keys(members))}.`
  return [...missing, { place: 'goal.owner', sentence, mend }]
}
