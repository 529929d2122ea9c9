/** One open enactment in the oracle's account: its protocol, its naive world, the values and roles that it has. */
import { isJsonObject, type Json, type JsonObject } from '../../base/index.ts'
import type { FirmEvent } from '../../kernel/index.ts'
import type { Finality, ProtocolForm } from '../../protocol/index.ts'
import { type Law, lawOf } from '../naive-checker/naive-rules.ts'
import { born, ownerOf, type World, type Worth } from '../naive-checker/naive-world.ts'

/** How an enactment was opened. */
export type EnactmentOpened = Extract<FirmEvent, { readonly type: 'enactment-opened' }>

/** A message that was sent: and the facts that it bound. */
export interface SentAccount {
  readonly message: string
  readonly facts: readonly string[]
}

/** An enactment. */
export interface Work {
  readonly opened: EnactmentOpened
  readonly protocol: string
  readonly form: ProtocolForm
  readonly law: Law
  /** The first of its chain of rounds. */
  readonly root: string
  world: World
  epoch: number
  /** By fact, or fact@member of a set. */
  readonly facts: Map<string, Json>
  readonly roles: Map<string, string>
  /** By role: the principals that have spoken in it, over the whole chain of rounds. */
  readonly spoken: Map<string, Set<string>>
  /** By message, or message@member. */
  readonly sent: Map<string, SentAccount>
  /** What is undone before it is opened again; nothing is on a menu until then. */
  reopening: ReadonlySet<string> | undefined
  /** Facts, and receipts by the name of their message, that are not final yet. */
  readonly unsettled: Map<string, Finality>
  /** Standing paths that a message of it rested on. */
  readonly rests: Set<string>
}

/** The law of a form, made once. */
export const lawIn = (laws: Map<ProtocolForm, Law>, form: ProtocolForm): Law => {
  const known = laws.get(form) ?? lawOf(form, {})
  laws.set(form, known)
  return known
}

/** A new enactment; a round goes on with what its parent keeps. */
export const openWork = (opened: EnactmentOpened, law: Law, parent: Work | undefined): Work => {
  const { form } = law
  const before = opened.round > 0 ? parent : undefined
  const world = before?.world.child ?? born(form, {})
  const facts = new Map<string, Json>()
  for (const name of Object.keys(world.facts)) {
    const value = before?.facts.get(name)
    if (value !== undefined) facts.set(name, value)
  }
  if (before !== undefined) bindRoundKey(facts, form, opened)
  const elsewhere: readonly (readonly [string, string])[] = Object.entries(opened.apart ?? {})
  return {
    opened,
    protocol: opened.protocol,
    form,
    law,
    root: before?.root ?? opened.enactment,
    // Members of a set are named by an event, never by a size.
    world: { ...world, members: {} },
    epoch: 0,
    facts,
    roles: new Map([...elsewhere, ...(before === undefined ? [] : keptRoles(before))]),
    spoken: before?.spoken ?? new Map(),
    sent: new Map(),
    reopening: undefined,
    unsettled: new Map(),
    rests: new Set(),
  }
}

// The last of the key facts carries the count of the round.
const bindRoundKey = (
  facts: Map<string, Json>,
  { key }: ProtocolForm,
  opened: EnactmentOpened,
): void => {
  const last = key.at(-1) ?? ''
  facts.set(last, key.length === 1 ? opened.key : (opened.key.split('/').at(-1) ?? ''))
}

// A round keeps who holds a role, but for the roles that its first message binds anew.
const keptRoles = ({ roles, form, world }: Work): readonly (readonly [string, string])[] => {
  const first = form.messages[world.child?.first ?? '']
  const anew = new Set((first?.out ?? []).map(({ fact }) => fact))
  return [...roles].filter(([role]) => !anew.has(role) || world.child?.facts[role] !== undefined)
}

/** Whether a role is a set. */
export const isSetRole = ({ roles }: ProtocolForm, name: string): boolean =>
  roles.some((role) => role.name === name && role.set)

/** The member whose own part a message is: of a role set, else ''. */
export const memberIn = (form: ProtocolForm, message: string, by: string): string =>
  isSetRole(form, form.messages[message]?.from ?? '') ? by : ''

/** The name under which a fact of a member of a set is kept. */
export const factKey = (form: ProtocolForm, fact: string, by: string): string =>
  ownerOf(form, fact) === '' ? fact : `${fact}@${by}`

/** What a value is worth: its branch where its fact has some, undefined where it is none of them. */
export const worthOf = (form: ProtocolForm, fact: string, value: Json): Worth | undefined => {
  const branches = form.facts[fact]?.branches
  if (branches === undefined) return '*'
  const [branch, ...others] = isJsonObject(value) ? Object.keys(value) : []
  return branch !== undefined && others.length === 0 && branches.includes(branch)
    ? branch
    : undefined
}

/** The value of a fact as a member reads it, with what is about to be bound first. */
export const reader =
  (work: Work, member: string, fresh: JsonObject = {}) =>
  (name: string): Json | undefined =>
    fresh[name] ?? work.facts.get(name) ?? work.facts.get(`${name}@${member}`)
