/** The `never` lines of the library: for each, a protocol with one small mistake in which just that line is broken. */
import { describe, expect, it } from 'vitest'
import { present } from '../../base/index.ts'
import { libraryForms } from '../../testing/library-forms.ts'
import { check } from '../checker/check.ts'
import type { Condition, FactForm, MessageForm, ProtocolForm } from '../form.ts'
import { mistakesOf } from '../rules/mistakes.ts'

/** One small mistake in the message of this name. */
type Slip = (message: MessageForm) => MessageForm

/** What a message reads, by paths such as `verdict.meets`. */
const reads =
  (...paths: readonly string[]): Slip =>
  (message) => ({ ...message, in: paths.map(conditionAt) })

const conditionAt = (path: string): Condition => {
  const [fact = '', branch] = path.split('.')
  return { kind: 'fact', fact, ...(branch === undefined ? {} : { branch }) }
}

const readsNoQuorum: Slip = (message) => ({
  ...message,
  in: message.in.filter(({ kind }) => kind !== 'quorum'),
})

const readsSmallerQuorum: Slip = (message) => ({
  ...message,
  in: message.in.map((read) =>
    read.kind === 'quorum' ? { ...read, count: read.count - 1 } : read,
  ),
})

const waitsForNothing: Slip = (message) => ({ ...message, not: [] })

const endsNothing: Slip = ({ ends, ...message }) => {
  expect(ends).toBeDefined()
  return message
}

const binds =
  (fact: string, branch: string): Slip =>
  (message) => ({ ...message, out: [{ fact, branch }] })

const keeps =
  (...kept: readonly string[]): Slip =>
  (message) => ({
    ...message,
    round: { ...present(message.round, 'it opens a round'), keep: kept },
  })

const inMessage = (form: ProtocolForm, name: string, slip: Slip): ProtocolForm => {
  const message = present(form.messages[name], `${form.name} has ${name}`)
  return { ...form, messages: { ...form.messages, [name]: slip(message) } }
}

const inFact = (form: ProtocolForm, name: string, fact: Partial<FactForm>): ProtocolForm => {
  const declared = present(form.facts[name], `${form.name} has ${name}`)
  return { ...form, facts: { ...form.facts, [name]: { ...declared, ...fact } } }
}

/** The last vote of the library is the one with three yes. */
const formNamed = (name: string): ProtocolForm =>
  present(
    libraryForms.findLast((form) => form.name === name),
    `the library has ${name}`,
  )

interface Mutant {
  readonly line: string
  /** What else is wrong with it. */
  readonly besides?: readonly string[]
  readonly message: string
  readonly slip: Slip
  /** The messages of the shortest run. */
  readonly run: string
}

const mutants: { readonly [protocol: string]: readonly Mutant[] } = {
  handoff: [
    {
      line: 'applied what was not judged to meet the spec',
      message: 'apply',
      slip: reads('result'),
      run: 'offer, accept, deliver, apply, apply.done',
    },
    {
      line: 'applied what was not judged to meet the spec',
      message: 'apply',
      slip: reads('verdict', 'result'),
      run: 'offer, accept, deliver, judge verdict.fails, apply, apply.done',
    },
    {
      line: 'judged what was not delivered',
      message: 'judge',
      slip: reads('spec'),
      run: 'offer, judge verdict.meets',
    },
    {
      line: 'judged what was not delivered',
      message: 'redo',
      slip: keeps('spec', 'verdict'),
      run: 'offer, accept, deliver, judge verdict.fails, redo, offer',
    },
    {
      line: 'worked without a plan',
      message: 'deliver',
      slip: reads('spec'),
      run: 'offer, deliver',
    },
  ],
  'request-reply': [
    {
      line: 'answered and refused',
      message: 'refuse',
      slip: endsNothing,
      run: 'ask, refuse, answer',
    },
  ],
  'quorum-vote': [
    {
      line: 'carried without enough votes',
      message: 'carry',
      slip: readsSmallerQuorum,
      run: 'put (7 × voter), cast ballot.yes, cast ballot.yes, carry outcome.carried',
    },
    {
      line: 'carried without enough votes',
      message: 'lapse',
      slip: binds('outcome', 'carried'),
      run: 'put (5 × voter), until passes, lapse outcome.carried',
    },
  ],
  decision: [
    {
      line: 'ratified and rejected',
      message: 'reject',
      slip: endsNothing,
      run: 'propose, reject, ratify',
    },
  ],
  ownership: [
    { line: 'owned and refused', message: 'refuse', slip: endsNothing, run: 'give, refuse, take' },
  ],
  'source-of-truth': [
    {
      line: 'published what was sent back',
      message: 'publish',
      slip: waitsForNothing,
      run: 'submit, sendBack, publish',
    },
  ],
  goal: [
    {
      line: 'reached without evidence',
      message: 'confirm',
      slip: reads('objective'),
      run: 'set, take, confirm outcome.reached',
    },
    {
      line: 'reached what nobody took',
      message: 'claim',
      slip: reads('wish'),
      run: 'set, claim, confirm outcome.reached',
    },
  ],
  standup: [
    {
      line: 'summed up what nobody told',
      message: 'close',
      slip: readsNoQuorum,
      run: 'call (3 × attendee), until passes, close',
    },
  ],
  escalation: [
    {
      line: 'answered and refused',
      message: 'refuse',
      slip: endsNothing,
      run: 'raise, refuse, settle',
    },
  ],
  lease: [
    {
      line: 'granted and refused',
      message: 'refuse',
      slip: waitsForNothing,
      run: 'ask, grant, refuse',
    },
    {
      line: 'given back what was not granted',
      message: 'giveBack',
      slip: reads('loan'),
      run: 'ask, giveBack',
    },
  ],
  forecast: [
    {
      line: 'resolved before it was combined',
      message: 'resolve',
      slip: reads('statement'),
      run: 'ask (3 × forecaster), resolve resolution.yes',
    },
    {
      line: 'combined without a report',
      message: 'combine',
      slip: readsNoQuorum,
      run: 'ask (3 × forecaster), until passes, combine',
    },
  ],
  saga: [
    {
      line: 'finished without its middle',
      message: 'finish',
      slip: reads('proceed.failed', 'closing'),
      besides: ['dead'],
      run: 'begin, begin.done, proceed, proceed.failed, finish, finish.done',
    },
    {
      line: 'proceeded without its beginning',
      message: 'proceed',
      slip: reads('middle'),
      besides: ['unsettled'],
      run: 'begin, proceed, begin.failed, proceed.done',
    },
  ],
}

/** The lines that a form breaks, each with the messages of its run, and what else is wrong. */
const broken = (form: ProtocolForm): readonly string[] =>
  check(form).why.map(({ rule, sentence, run }) =>
    rule === 'never' ? `${sentence} ${run.map(({ message }) => message).join(', ')}` : rule,
  )

const told = ({ line, run, besides = [] }: Omit<Mutant, 'message' | 'slip'>): readonly string[] => [
  ...besides,
  `The state '${line}', which must never be, is reached. ${run}`,
]

const cases = Object.entries(mutants).flatMap(([protocol, each]) =>
  each.map((mutant) => ({ protocol, ...mutant })),
)

describe('a never line of the library', () => {
  it.each(cases)('$protocol: $line, by a slip in $message', ({ protocol, ...mutant }) => {
    const form = inMessage(formNamed(protocol), mutant.message, mutant.slip)
    expect(mistakesOf(form)).toEqual([])
    expect(broken(form).toSorted()).toEqual(told(mutant).toSorted())
  })

  it('contract-net: awarded without a bid, where the worker may be whoever answered', () => {
    const form = inFact(formNamed('contract-net'), 'worker', {
      drawnFrom: { role: 'bidder', fact: 'answer' },
    })
    expect(mistakesOf(form)).toEqual([])
    expect(broken(form)).toEqual(
      told({
        line: 'awarded without a bid',
        run: 'ask (4 × bidder), reply answer.refusal, until passes, award',
      }),
    )
  })

  it('is broken by one slip or another, every one', () => {
    const seen = cases.map(({ protocol, line }) => `${protocol}: ${line}`)
    const lines = libraryForms.flatMap(({ name, never }) =>
      never.map((line) => `${name}: ${line.name}`),
    )
    expect([...new Set([...seen, 'contract-net: awarded without a bid'])].toSorted()).toEqual(
      [...new Set(lines)].toSorted(),
    )
  })
})
