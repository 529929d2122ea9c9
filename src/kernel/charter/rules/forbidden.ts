/** What a forbidden message does to its protocol: it is taken out, and the protocol is judged again. */
import {
  check,
  type MessageForm,
  type ProtocolForm,
  type Verdict,
} from '../../../protocol/index.ts'
import type { CharterForm } from '../../charter-form.ts'
import type { CharterMistake } from '../charter-error.ts'

/** Mistakes where a protocol dies, warnings where a message falls out of reach. */
export interface ForbiddenJudgement {
  readonly mistakes: readonly CharterMistake[]
  readonly warnings: readonly string[]
}

/** Judges every protocol of which the charter forbids a message in all cases. */
export const judgeForbidden = (charter: CharterForm): ForbiddenJudgement => {
  const judged = Object.values(charter.protocols).map((form) => {
    const names = forbiddenIn(charter, form.name)
    return names.length === 0 ? { mistakes: [], warnings: [] } : judgeWithout(form, names)
  })
  return {
    mistakes: judged.flatMap(({ mistakes }) => mistakes),
    warnings: judged.flatMap(({ warnings }) => warnings),
  }
}

const forbiddenIn = (charter: CharterForm, protocol: string): readonly string[] =>
  charter.policy
    .filter((line) => line.protocol === protocol && line.gate.kind === 'forbid')
    .filter((line) => line.when === undefined)
    .map((line) => line.message)

const judgeWithout = (form: ProtocolForm, names: readonly string[]): ForbiddenJudgement => {
  const before = check(form)
  const left = withoutMessages(form, names)
  if (Object.keys(left.messages).length === 0) {
    return {
      mistakes: [killed(form, { names, why: 'nothing is left to send' })],
      warnings: [],
    }
  }
  const after = check(left)
  const worse = fatal(after).find((sentence) => !fatal(before).includes(sentence))
  if (worse !== undefined || (before.live === true && after.live === false)) {
    return {
      mistakes: [killed(form, { names, why: worse ?? 'it cannot end' })],
      warnings: [],
    }
  }
  const known = new Set(before.why.map(({ sentence }) => sentence))
  const fresh = after.why.filter(({ sentence }) => !known.has(sentence))
  return { mistakes: [], warnings: fresh.map(({ sentence }) => `${form.name}: ${sentence}`) }
}

const fatal = ({ why }: Verdict): readonly string[] =>
  why
    .filter(({ rule }) => rule !== 'unreachable' && rule !== 'unbound')
    .map(({ sentence }) => sentence)

/** Without the messages, and without those that only mean something beside them. */
const withoutMessages = (form: ProtocolForm, names: readonly string[]): ProtocolForm => {
  const gone = (message: MessageForm): boolean =>
    (message.round !== undefined && names.includes(message.round.from)) ||
    (message.undoes !== undefined && names.includes(message.undoes))
  const messages = Object.entries(form.messages).filter(
    ([name, message]) => !names.includes(name) && !gone(message),
  )
  const left = new Set(messages.map(([name]) => name))
  return {
    ...form,
    messages: Object.fromEntries(messages),
    deadlines: form.deadlines.filter(({ then }) => !('message' in then) || left.has(then.message)),
  }
}

const killed = (
  form: ProtocolForm,
  because: { readonly names: readonly string[]; readonly why: string },
): CharterMistake => {
  const said = because.names.map((name) => `'${name}'`).join(' and ')
  return {
    place: 'policy',
    sentence: `without ${said}, '${form.name}' cannot do its work: ${because.why.replace(/\.$/, '')}`,
    mend: `Ask for an approval instead of forbidding it, or leave '${form.name}' out of protocols.`,
  }
}
