/** Rules of messages: who sends what to whom, what it binds and does, how it ends. */
import type { DeadlineForm, ProtocolForm } from '../form.ts'
import type { Mistake } from '../protocol-error.ts'
import { effectMistakes, type MessageAt } from './effect-rules.ts'
import { factsOf, oneOfNames, pathOf } from './readings.ts'

/** Mistakes in `messages` (but for what they read) and `deadlines`. */
export const messageMistakes = (form: ProtocolForm): readonly Mistake[] => [
  ...Object.entries(form.messages).flatMap(([name, message]) => {
    const at = { form, message, place: `messages.${name}` }
    return [
      ...partyMistakes(at),
      ...outMistakes(at),
      ...effectMistakes(at),
      ...roundMistakes(at),
      ...byMistakes(at),
      ...leaseMistakes(at),
      ...clockMistakes(at),
    ]
  }),
  ...form.deadlines.flatMap((deadline) => deadlineMistakes(form, deadline)),
  ...unsentMistakes(form),
]

const partyMistakes = ({ form, message, place }: MessageAt): readonly Mistake[] => {
  const roles = form.roles.map(({ name }) => name)
  const receivers = [...roles, ...Object.keys(form.environments)]
  const sender = [...roles, 'clock'].includes(message.from)
    ? []
    : [
        {
          place: `${place}.from`,
          sentence: `there is no role '${message.from}'`,
          mend: `Name one of ${oneOfNames(roles)}.`,
        },
      ]
  const strangers = message.to.filter((to) => !receivers.includes(to))
  return [
    ...sender,
    ...strangers.map((to) => ({
      place: `${place}.to`,
      sentence: `there is no role or environment '${to}'`,
      mend: `Name one of ${oneOfNames(receivers)}.`,
    })),
  ]
}

const outMistakes = ({ form, message, place }: MessageAt): readonly Mistake[] =>
  message.out.flatMap((binding, index) => {
    const fact = form.facts[binding.fact]
    const at = `${place}.out`
    if (fact === undefined) {
      const mend = `Declare it under \`facts\`, or bind one of ${oneOfNames(Object.keys(form.facts))}.`
      return [{ place: at, sentence: `there is no fact '${binding.fact}'`, mend }]
    }
    if (message.out.findIndex((other) => other.fact === binding.fact) !== index) {
      const sentence = `'${binding.fact}' is bound twice`
      return [{ place: at, sentence, mend: 'Bind it once: a value has one branch.' }]
    }
    const branches = fact.branches ?? []
    if (binding.branch === undefined || branches.includes(binding.branch)) return []
    const sentence = `'${binding.fact}' has no branch '${binding.branch}'`
    return [{ place: at, sentence, mend: `Its branches are ${oneOfNames(branches)}.` }]
  })

const roundMistakes = ({ form, message, place }: MessageAt): readonly Mistake[] => {
  const { round } = message
  if (round === undefined) return []
  const at = `${place}.round`
  const mistakes: Mistake[] = []
  if (form.messages[round.from] === undefined) {
    mistakes.push({
      place: `${at}.from`,
      sentence: `there is no message '${round.from}'`,
      mend: `Begin the round with one of ${oneOfNames(Object.keys(form.messages))}.`,
    })
  }
  for (const fact of round.keep.filter((kept) => form.facts[kept] === undefined)) {
    const mend = `Keep some of ${oneOfNames(Object.keys(form.facts))}.`
    mistakes.push({ place: `${at}.keep`, sentence: `there is no fact '${fact}'`, mend })
  }
  if (!Number.isSafeInteger(round.max) || round.max < 1) {
    const sentence = `${round.max} is no number of rounds`
    mistakes.push({ place: `${at}.max`, sentence, mend: 'Say a whole number from 1.' })
  }
  if (message.ends !== undefined || message.does !== undefined) {
    mistakes.push({
      place: at,
      sentence: 'a message that opens a round neither ends nor does anything itself',
      mend: 'Take `ends` and `does` out: the enactment ends as its last round does.',
    })
  }
  return mistakes
}

const byMistakes = ({ form, message, place }: MessageAt): readonly Mistake[] => {
  const { by } = message
  if (by === undefined) return []
  if (form.facts[by]?.kind !== 'instant') return [noInstant(form, by, `${place}.by`)]
  if ([...message.in, ...message.not].some(({ kind }) => kind === 'all')) return []
  return [
    {
      place: `${place}.by`,
      sentence: 'there is no `all` that it could stop waiting for',
      mend: "Read somebody's answers with all('…'), or take `by` out.",
    },
  ]
}

const leaseMistakes = ({ form, message, place }: MessageAt): readonly Mistake[] => {
  const fact = message.lease?.split('.')[0]
  if (fact === undefined || factsOf(message).has(fact)) return []
  return [
    {
      place: `${place}.lease`,
      sentence:
        form.facts[fact] === undefined
          ? `there is no fact '${fact}'`
          : `'${fact}' is neither read nor bound by this message`,
      mend: `Name a list of paths within one of ${oneOfNames([...factsOf(message)])}.`,
    },
  ]
}

const deadlineMistakes = (form: ProtocolForm, deadline: DeadlineForm): readonly Mistake[] => {
  const place = 'deadlines'
  const mistakes: Mistake[] = []
  if (form.facts[deadline.for] === undefined) {
    const mend = `Name one of ${oneOfNames(Object.keys(form.facts))}.`
    mistakes.push({ place, sentence: `there is no fact '${deadline.for}'`, mend })
  }
  if (form.facts[deadline.at]?.kind !== 'instant')
    mistakes.push(noInstant(form, deadline.at, place))
  if ('message' in deadline.then && form.messages[deadline.then.message]?.from !== 'clock') {
    mistakes.push({
      place,
      sentence: `'${deadline.then.message}' is neither an ending nor a message from 'clock'`,
      mend: "Name an ending, or let the message have from: 'clock'.",
    })
  }
  return mistakes
}

const noInstant = (form: ProtocolForm, name: string, place: string): Mistake => {
  const instants = Object.keys(form.facts).filter((fact) => form.facts[fact]?.kind === 'instant')
  return {
    place,
    sentence: `'${name}' is no instant`,
    mend:
      instants.length === 0 ? 'Declare it as instant().' : `Name one of ${oneOfNames(instants)}.`,
  }
}

// Nobody asks the clock, no gate holds it and it cannot wait for a lease: whoever it tells acts.
const clockMistakes = ({ message, place }: MessageAt): readonly Mistake[] => {
  const { from, does, lease } = message
  if (from !== 'clock' || (does === undefined && lease === undefined)) return []
  return [
    {
      place: `${place}.from`,
      sentence: `the clock ${does === undefined ? 'holds no lease' : 'has no effects'}`,
      mend: 'Let it tell a role, which then does it.',
    },
  ]
}

/** The clock sends nothing of its own accord. */
const unsentMistakes = (form: ProtocolForm): readonly Mistake[] =>
  Object.entries(form.messages)
    .filter(([, { from }]) => from === 'clock')
    .filter(
      ([name]) => !form.deadlines.some(({ then }) => 'message' in then && then.message === name),
    )
    .map(([name, { out }]) => ({
      place: `messages.${name}.from`,
      sentence: `no deadline sends '${name}'`,
      mend: `Add a deadline { for: '${out[0] === undefined ? '…' : pathOf(out[0])}', at: '…', then: '${name}' }.`,
    }))
