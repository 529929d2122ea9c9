/** Policy drawn by seed: gates of every kind before a few messages, some where a test holds. */
import type { Random } from '../base/index.ts'
import type { GateForm, PolicyLine, PolicyTest } from '../kernel/index.ts'
import type { ProtocolForm } from '../protocol/index.ts'

/** Messages that a protocol can do without, so that they may be forbidden. */
const optional: { readonly [protocol: string]: readonly string[] } = {
  change: ['decline'],
  decision: ['withdraw', 'revise'],
}

/** Up to five lines over the protocols of a charter. */
export const randomPolicy = (
  random: Random,
  protocols: { readonly [name: string]: ProtocolForm },
): readonly PolicyLine[] =>
  Array.from({ length: random.integer(6) }, () =>
    lineOn(random, random.pick(Object.values(protocols))),
  )

const lineOn = (random: Random, form: ProtocolForm): PolicyLine => {
  const forbidden = optional[form.name] ?? []
  const message = random.pick(
    Object.keys(form.messages).filter((name) => form.messages[name]?.from !== 'clock'),
  )
  const isForbidden = forbidden.includes(message) && random.integer(2) === 0
  const gate = isForbidden ? ({ kind: 'forbid' } as const) : randomGate(random)
  const line = { protocol: form.name, message, gate }
  return random.integer(2) === 0 ? line : { ...line, when: randomTest(random, form) }
}

const randomGate = (random: Random): GateForm => {
  const windowMs = 1_000 + random.integer(9_000)
  return random.pick<GateForm>([
    { kind: 'silent' },
    { kind: 'inform' },
    { kind: 'veto', windowMs, goesUnanswered: false },
    { kind: 'veto', windowMs, goesUnanswered: true },
    { kind: 'approval', who: random.pick(['boss', 'lea', 'operator']) },
    { kind: 'verified', who: 'boss', verifier: random.pick(['rob', 'lea']) },
  ])
}

const randomTest = (random: Random, form: ProtocolForm): PolicyTest => {
  const one = plainTest(random, form)
  const other = plainTest(random, form)
  return random.pick<PolicyTest>([
    one,
    one,
    { kind: 'not', test: one },
    { kind: 'all', tests: [one, other] },
    { kind: 'any', tests: [one, other] },
  ])
}

const plainTest = (random: Random, form: ProtocolForm): PolicyTest => {
  const role = random.pick(form.roles).name
  const bar = { keptMin: random.integer(3), brokenMax: random.integer(2) }
  if (random.integer(2) === 0) return { kind: 'record', role, domain: form.name, ...bar }
  const fact = random.pick(Object.keys(form.facts))
  const is = random.pick(['equal', 'unequal'] as const)
  return { kind: 'fact', path: `${fact}.area`, is, value: random.pick(['names', 'colours']) }
}
