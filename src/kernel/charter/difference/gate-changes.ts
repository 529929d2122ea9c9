/** Gates from now on, message by message. */
import { unreachable } from '../../../base/index.ts'
import type { CharterForm, GateForm, PolicyLine, PolicyTest } from '../../charter-form.ts'
import { formatAmount } from '../amount.ts'
import { andList } from './people-changes.ts'

/** One message whose gate changes. */
export interface GateChange {
  readonly protocol: string
  readonly message: string
  readonly sentence: string
}

/** Messages with other gates than before. Gates of protocols that come or go are not changes. */
export const gateChanges = (before: CharterForm, after: CharterForm): readonly GateChange[] =>
  gatedMessages(before, after).flatMap(([protocol, message]) => {
    const was = formatGates(before, protocol, message)
    const now = formatGates(after, protocol, message)
    const sentence = `${protocol}.${message}: ${now} (before: ${was})`
    return was === now ? [] : [{ protocol, message, sentence }]
  })

const gatedMessages = (
  before: CharterForm,
  after: CharterForm,
): readonly (readonly [string, string])[] => {
  const lines = [...before.policy, ...after.policy]
  const seen = new Map(
    lines.map(({ protocol, message }) => [`${protocol}.${message}`, [protocol, message] as const]),
  )
  return [...seen]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, named]) => named)
    .filter(([protocol]) => after.protocols[protocol] !== undefined)
}

const formatGates = (charter: CharterForm, protocol: string, message: string): string => {
  const lines = charter.policy.filter(
    (line) => line.protocol === protocol && line.message === message,
  )
  return lines.length === 0 ? 'no gate of its own' : lines.map(formatGateLine).join('; ')
}

/** A line of policy in words: `approval by ana when spec.size is above 10`. */
export const formatGateLine = ({ gate, when }: PolicyLine): string =>
  when === undefined ? formatGate(gate) : `${formatGate(gate)} when ${formatTest(when)}`

/** A gate in words, never as a number. */
export const formatGate = (gate: GateForm): string => {
  switch (gate.kind) {
    case 'silent':
      return 'silent'
    case 'inform':
      return 'inform'
    case 'veto': {
      const window = formatAmount({ unit: 'minutes', count: gate.windowMs / 60_000 })
      return `veto window of ${window}${gate.goesUnanswered ? ', goes unanswered' : ''}`
    }
    case 'approval':
      return `approval by ${gate.who}`
    case 'verified':
      return `approval by ${gate.who} and verified by ${gate.verifier}`
    case 'forbid':
      return 'forbidden'
    default:
      return unreachable(gate)
  }
}

/** A test in words: `spec.size is above 10`. */
export const formatTest = (test: PolicyTest): string => {
  switch (test.kind) {
    case 'fact': {
      const value = JSON.stringify(test.value)
      if (test.is === 'equal') return `${test.path} is ${value}`
      if (test.is === 'unequal') return `${test.path} is not ${value}`
      return `${test.path} is ${test.is} ${value}`
    }
    case 'record':
      return (
        `the ${test.role} has kept at least ${test.keptMin} ` +
        `and broken at most ${test.brokenMax} reports in ${test.domain}`
      )
    case 'not':
      return `not (${formatTest(test.test)})`
    case 'all':
      return andList(test.tests.map((one) => `(${formatTest(one)})`))
    case 'any':
      return test.tests.map((one) => `(${formatTest(one)})`).join(' or ')
    default:
      return unreachable(test)
  }
}
