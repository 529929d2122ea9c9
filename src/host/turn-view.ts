/** A turn as its member sees it: what it knows, what changed, what it may say. Invariant 12: only what it may read. */
import { type Json, type JsonObject, present } from '../base/index.ts'
import {
  boundNames,
  type Enactment,
  type FirmState,
  type MenuEntry,
  menuOf,
  messageOf,
  newsIn,
  type OpenTurnState,
  type StartedEffect,
} from '../kernel/index.ts'
import type { FactForm, ProtocolForm } from '../protocol/index.ts'
import { effectState, endingNamed } from '../protocol/machine/index.ts'
import type { BriefText, MenuItem, TurnView } from './ports/index.ts'

/** Whether a role may read a fact: its audience includes it. */
export const mayRead = (fact: FactForm | undefined, role: string): boolean =>
  fact?.audience === undefined || fact.audience.includes(role)

/** The view of an open turn; the brief is made by whoever remembers. */
export const viewOf = (state: FirmState, turn: OpenTurnState, brief: BriefText): TurnView => {
  const enactment = state.open.get(turn.enactment)
  return {
    turn: turn.id,
    member: turn.member,
    role: turn.role,
    protocol: enactment?.protocol ?? '',
    enactment: turn.enactment,
    brief,
    known: { ...standingFor(state, turn), ...knownIn(enactment, turn) },
    changed: newsIn(state, turn).map((news) => news.text),
    menu: menuItems(state, menuOf(state, turn.member, turn.enactment)),
  }
}

// Standing facts that the turn was given stand beside its facts, under their paths.
const standingFor = (state: FirmState, turn: OpenTurnState): JsonObject => {
  const roles = [turn.role, ...(state.charter?.members[turn.member]?.roles ?? [])]
  return Object.fromEntries(
    turn.premises.flatMap(({ path }) => {
      const fact = state.standing.get(path)
      if (fact === undefined) return []
      const isShown = fact.audience?.some((role) => roles.includes(role)) ?? true
      return isShown ? [[path, fact.value] as const] : []
    }),
  )
}

const knownIn = (enactment: Enactment | undefined, turn: OpenTurnState): JsonObject => {
  if (enactment === undefined) return {}
  const known: { [name: string]: Json } = {}
  for (const [key, bound] of enactment.facts) {
    const [name = '', member] = key.split('@')
    if (!mayRead(enactment.machine.form.facts[name], turn.role)) continue
    if (member === undefined) known[name] = bound.value
    else if (member === turn.member) known[name] = bound.value
    else known[name] = [...asList(known[name]), { by: member, value: bound.value }]
  }
  return { ...known, ...receiptsIn(enactment), ...partsIn(enactment) }
}

// A receipt is read as a branch of its message: `apply.done`.
const receiptsIn = (enactment: Enactment): JsonObject => {
  const receipts: { [name: string]: Json } = {}
  for (const [key, effect] of enactment.effects) {
    const name = stateOf(enactment, effect)
    if (name === 'done' || name === 'failed') receipts[key] = { [name]: effect.receipt ?? {} }
  }
  return receipts
}

const stateOf = (enactment: Enactment, effect: StartedEffect): string | undefined => {
  const { cohorts, effects } = enactment.course
  const own = cohorts.find(({ who }) => who !== undefined && who === effect.member)
  const state = (effect.member === undefined ? effects : own?.effects)?.[effect.message]
  return Object.entries(effectState).find(([, number]) => number === state)?.[0]
}

// Parts are read like a role set: each that has ended, with how.
const partsIn = (enactment: Enactment): JsonObject => {
  const parts: { [name: string]: Json } = {}
  for (const { name, index, parts: set } of enactment.machine.facts) {
    if (set < 0) continue
    const cohorts = enactment.course.cohorts.filter((cohort) => cohort.set === set)
    parts[name] = cohorts.flatMap(({ who, facts }) => {
      const ending = endingNamed((facts[index] ?? 0) - 1)
      return who === undefined || ending === undefined
        ? []
        : [{ by: who, value: { [ending]: true } }]
    })
  }
  return parts
}

const asList = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : [])

/** Menu entries as minds and people are shown them. */
export const menuItems = (state: FirmState, entries: readonly MenuEntry[]): readonly MenuItem[] =>
  entries.map((entry) => itemOf(state, entry))

const itemOf = (state: FirmState, entry: MenuEntry): MenuItem => {
  const enactment = state.open.get(entry.enactment)
  const form =
    enactment?.machine.form ??
    present(state.charter?.protocols[entry.protocol], 'a menu names a protocol of the charter')
  const names =
    enactment === undefined
      ? (form.messages[entry.message]?.out ?? []).map(({ fact }) => fact)
      : boundNames(enactment, messageOf(enactment.machine, entry.message))
  return {
    message: entry.message,
    schema: schemaOf(form, names),
    summary: summaryOf(form, entry.message),
    ...(entry.opens ? { opens: entry.protocol } : {}),
  }
}

/** The JSON Schema of a message's facts. */
const schemaOf = (form: ProtocolForm, names: readonly string[]): JsonObject => ({
  type: 'object',
  properties: Object.fromEntries(
    names.map((name) => [name, form.facts[name]?.schema ?? {}] as const),
  ),
  required: [...names],
  additionalProperties: false,
})

/** What sending does, as a sentence. */
const summaryOf = (form: ProtocolForm, name: string): string => {
  const message = form.messages[name]
  if (message === undefined) return name
  const { does, ends, round, to } = message
  const effect = does === undefined ? '' : `; it will ${does.verb} in ${does.environment}`
  const ending = ends === undefined ? '' : `; ${form.name} then ends as ${ends}`
  const again = round === undefined ? '' : `; it opens another round from ${round.from}`
  return `tells ${to.join(' and ')}${effect}${ending}${again}`
}
