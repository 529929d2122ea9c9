/** Following choices: from an intent to who made it and what it waited for, from a turn to what it was given. */
import type { Json } from '../../base/index.ts'
import type { Chosen, FirmEvent } from '../../kernel/index.ts'
import { audienceOf, isAudience } from '../audience.ts'
import type { IntentTrace, TurnTrace } from '../memory.ts'
import type { Origin } from './origin.ts'
import { nodeOf, once, says, type Search } from './search.ts'

/** An intent: what was chosen, under which gate, and how it came out. */
export const followIntent = (search: Search, name: string): Origin | undefined => {
  const intent = search.memory.intents.get(name)
  if (intent === undefined) return undefined
  const { held, position, over } = intent
  const node = { fact: name, value: valueOf(search, intent), by: held.by, event: held, position }
  const note = over === undefined ? 'it waits' : says(search, over.event)
  return {
    ...nodeOf(search, node, []),
    settled: over?.event.type === 'intent-released' ? 'final' : 'seen',
    note,
    ...once(search, `intent ${name}`, () => [
      ...overNodes(search, intent),
      ...turnNodes(search, held.turn),
    ]),
  }
}

const valueOf = (search: Search, { held }: IntentTrace): Json => ({
  enactment: held.enactment,
  gate: held.gate.kind,
  messages: held.messages.map((chosen) => ({
    message: chosen.message,
    facts: readable(search, held.enactment, chosen),
  })),
  premises: held.premises.map(({ path, version }) => ({ path, version })),
})

const readable = (search: Search, enactment: string, chosen: Chosen): Json => {
  const trace = search.memory.traces.get(enactment)
  return Object.fromEntries(
    Object.entries(chosen.facts).map(([fact, value]) => {
      const audience = trace === undefined ? undefined : audienceOf(search.memory, trace, fact)
      return [fact, isAudience(audience, search.reader) ? value : null]
    }),
  )
}

const overNodes = (search: Search, { over, held }: IntentTrace): readonly Origin[] => {
  if (over === undefined) return []
  const { event, position } = over
  const by = event.type === 'intent-lapsed' ? 'the kernel' : event.by
  return [
    nodeOf(
      search,
      { fact: `${held.intent} ${outcomeOf(event)}`, value: null, by, event, position },
      [],
    ),
  ]
}

const outcomeOf = (event: FirmEvent): string => event.type.replace('intent-', '')

const turnNodes = (search: Search, turn: string | undefined): readonly Origin[] => {
  const origin = turn === undefined ? undefined : followTurn(search, turn)
  return origin === undefined ? [] : [origin]
}

/** A turn: what it was given, and how it ended. */
export const followTurn = (search: Search, name: string): Origin | undefined => {
  const turn = search.memory.turns.get(name)
  if (turn === undefined) return undefined
  const { opened, position, over } = turn
  const node = { fact: name, value: givenTo(turn), by: opened.member, event: opened, position }
  return {
    ...nodeOf(search, node, []),
    settled: over === undefined ? 'seen' : 'final',
    ...(over === undefined ? { note: 'under way' } : { note: says(search, over) }),
  }
}

const givenTo = ({ opened, over }: TurnTrace): Json => ({
  enactment: opened.enactment,
  role: opened.role,
  attempt: opened.attempt,
  premises: opened.premises.map(({ path, version }) => ({ path, version })),
  ...(over?.type === 'turn-refused' ? { refused: over.why } : {}),
})
