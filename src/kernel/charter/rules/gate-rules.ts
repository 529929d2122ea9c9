/** Gates: protocols, messages, facts and members that the firm has, and approvals that somebody can give. */
import { unreachable } from '../../../base/index.ts'
import type { AnyProtocol } from '../../../protocol/index.ts'
import type { PolicyTest } from '../../charter-form.ts'
import { type CharterMistake, orList } from '../charter-error.ts'
import type { AnyFirmSpec } from '../firm-spec.ts'
import type { GateLine } from '../gate-line.ts'

/** What is wrong with the gates, line by line. */
export const gateMistakes = (spec: AnyFirmSpec): readonly CharterMistake[] =>
  (spec.policy ?? []).flatMap((entry, index) =>
    entry.kind === 'gate' ? lineMistakes(spec, entry, `policy[${index}]`) : [],
  )

const lineMistakes = (
  spec: AnyFirmSpec,
  entry: GateLine,
  place: string,
): readonly CharterMistake[] => {
  const { line, hash } = entry
  const protocol = spec.protocols.find(({ name }) => name === line.protocol)
  if (protocol === undefined) {
    const names = orList(spec.protocols.map(({ name }) => name))
    const sentence = `'${line.protocol}' is no protocol of this firm`
    return [{ place, sentence, mend: `Use ${names}, or add it to protocols.` }]
  }
  if (protocol.hash !== hash) {
    const sentence = `the gate was written for another version of '${line.protocol}'`
    return [{ place, sentence, mend: 'Use one value of the protocol for the firm and its gates.' }]
  }
  return [
    ...messageMistakes(protocol, line.message, place),
    ...windowMistakes(protocol, entry, place),
    ...whoMistakes(spec, entry, place),
    ...(line.when === undefined ? [] : testMistakes(protocol, line.when, place)),
  ]
}

const messageMistakes = (
  { name, form }: AnyProtocol,
  message: string,
  place: string,
): readonly CharterMistake[] => {
  if (Object.hasOwn(form.messages, message)) return []
  const sentence = `'${name}' has no message '${message}'`
  return [{ place, sentence, mend: `Use ${orList(Object.keys(form.messages))}.` }]
}

const windowMistakes = (
  { form }: AnyProtocol,
  { line }: GateLine,
  place: string,
): readonly CharterMistake[] => {
  const { gate, message } = line
  if (gate.kind !== 'veto') return []
  if (!Number.isSafeInteger(gate.windowMs) || gate.windowMs <= 0) {
    const sentence = `a veto window of ${gate.windowMs / 60_000} minutes is no window`
    return [{ place, sentence, mend: 'Give it some time: `veto(minutes(5))`.' }]
  }
  if (!gate.goesUnanswered || form.messages[message]?.does?.kind !== 'irreversible') return []
  const sentence = `'${message}' cannot be undone, so it may not go unanswered`
  return [{ place, sentence, mend: 'Leave `unanswered` out, or ask for an approval.' }]
}

/** Only the operator has a key, so only the operator can approve; a verifier is somebody else. */
const whoMistakes = (
  { members }: AnyFirmSpec,
  { line: { gate } }: GateLine,
  place: string,
): readonly CharterMistake[] => {
  if (gate.kind !== 'approval' && gate.kind !== 'verified') return []
  const operator = Object.entries(members).find(([, { roles }]) => roles.includes('operator'))
  const approver = gate.who === 'operator' ? operator?.[0] : gate.who
  if (!Object.hasOwn(members, gate.who) && gate.who !== 'operator') {
    return [stranger(gate.who, Object.keys(members), place)]
  }
  if (approver !== operator?.[0]) {
    const sentence = `'${gate.who}' has no key to approve with`
    return [
      { place, sentence, mend: `Name the operator, ${operator?.[0] ?? 'once there is one'}.` },
    ]
  }
  if (gate.kind === 'approval') return []
  const verifier = members[gate.verifier]
  if (verifier === undefined) return [stranger(gate.verifier, Object.keys(members), place)]
  if ((verifier.principal ?? gate.verifier) !== (operator?.[1].principal ?? approver)) return []
  const sentence = `'${gate.verifier}' is the same principal as '${gate.who}', who approves`
  return [{ place, sentence, mend: 'Name a verifier who is somebody else.' }]
}

const stranger = (who: string, members: readonly string[], place: string): CharterMistake => ({
  place,
  sentence: `'${who}' is no member`,
  mend: `Name ${orList(members)}.`,
})

const testMistakes = (
  protocol: AnyProtocol,
  test: PolicyTest,
  place: string,
): readonly CharterMistake[] => {
  const { name, form } = protocol
  switch (test.kind) {
    case 'fact': {
      const fact = test.path.split('.')[0] ?? ''
      if (form.facts[fact]?.personal !== undefined) {
        const sentence = `'${fact}' is personal, so it is kept out of the ledger, where a gate reads`
        return [{ place, sentence, mend: 'Compare another fact, which says what the gate needs.' }]
      }
      if (Object.hasOwn(form.facts, fact)) return []
      const sentence = `'${name}' has no fact '${fact}'`
      return [{ place, sentence, mend: `Use ${orList(Object.keys(form.facts))}.` }]
    }
    case 'record': {
      const roles = form.roles.map((role) => role.name)
      if (roles.includes(test.role)) return []
      const sentence = `'${name}' has no role '${test.role}'`
      return [{ place, sentence, mend: `Use ${orList(roles)}.` }]
    }
    case 'not':
      return testMistakes(protocol, test.test, place)
    case 'all':
    case 'any':
      return test.tests.flatMap((one) => testMistakes(protocol, one, place))
    default:
      return unreachable(test)
  }
}
