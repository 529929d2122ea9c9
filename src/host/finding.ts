/** What the host finds out about chosen messages before it asks the kernel: schemas, existence, worktrees. */
import { isJsonObject, type Json, type JsonObject } from '../base/index.ts'
import { type Chosen, comparedIn, type FirmState, type HostVerdict } from '../kernel/index.ts'
import { parseFact, type ProtocolForm } from '../protocol/index.ts'
import { oversizeOf } from './apart/letter-size.ts'
import { moveToContent } from './content-moving.ts'
import type { HostOptions, VersionCode } from './host-options.ts'
import { contentNamedIn, factsWithoutContentNames } from './outside-value.ts'
import type { ScratchKey } from './ports/index.ts'
import { codeFor } from './version-code.ts'

/** The format of a fact that names a commit. */
const commitFormat = 'git-commit'

/** A choice with what was found out about it, its values as their schemas give them back. */
export interface Found {
  readonly chosen: Chosen
  readonly verdict: HostVerdict
}

/** Who chose, and where. */
export interface Chooser {
  readonly member: string
  readonly enactment: string
}

/** The form of the protocol that a choice speaks in. */
export const formOf = (state: FirmState, chosen: Chosen): ProtocolForm | undefined =>
  chosen.opens === undefined
    ? state.open.get(chosen.enactment)?.machine.form
    : state.charter?.protocols[chosen.opens]

/** Judges the values of one choice by their schemas, and by what exists. */
export const findOut = async (
  options: HostOptions,
  state: FirmState,
  asked: { readonly chooser: Chooser; readonly chosen: Chosen },
): Promise<Found> => {
  const { chooser } = asked
  const form = formOf(state, asked.chosen)
  // What is refused stands in the ledger too, so it may name no content, and what is large or personal is moved.
  const said = async (facts: JsonObject): Promise<Chosen> => {
    const own = factsWithoutContentNames(facts)
    if (form === undefined) return { ...asked.chosen, facts: own }
    const { content, faults } = options
    const bound = state.open.get(asked.chosen.enactment)?.facts
    const known = (fact: string): Json | undefined => bound?.get(fact)?.value
    const compared = comparedIn(state, form.name)
    const version = state.open.get(asked.chosen.enactment)?.charter ?? state.charterVersion
    const childNamed = (name: string): ProtocolForm | undefined =>
      state.charters.get(version)?.protocols[name]
    const moving = { content, known, compared, childNamed, reach: faults.reach }
    return { ...asked.chosen, facts: await moveToContent(moving, form, own) }
  }
  if (form === undefined) return { chosen: await said(asked.chosen.facts), verdict: {} }
  const code = codeFor(options, state, asked.chosen.enactment)
  const parsed = parseValues(code, form, asked.chosen)
  if (typeof parsed === 'string') {
    return { chosen: await said(asked.chosen.facts), verdict: { misfit: parsed } }
  }
  const chosen = { ...asked.chosen, facts: parsed }
  const oversize = oversizeOf(state, form, chosen)
  if (oversize !== undefined) return { chosen: await said(parsed), verdict: { misfit: oversize } }
  const missing = await findMissing(code, form, { chooser, chosen })
  if (missing !== undefined) return { chosen: await said(parsed), verdict: { missing } }
  const touches = await findTouched(code, form, { chooser, chosen })
  return { chosen: await said(parsed), verdict: touches.length === 0 ? {} : { touches } }
}

/** The values of a choice as their schemas give them back, or what is wrong with them. */
export const parseValues = (
  { schemaOf }: VersionCode,
  form: ProtocolForm,
  chosen: Chosen,
): JsonObject | string => {
  const named = contentNamedIn(chosen.facts)
  if (named !== undefined) return named
  const values: { [name: string]: Json } = {}
  const misfits: string[] = []
  for (const [name, value] of Object.entries(chosen.facts)) {
    const schema = schemaOf(form.name, name)
    const parsed =
      schema === undefined ? { ok: true as const, value } : parseFact(schema, value, name)
    if (parsed.ok) values[name] = parsed.value
    // A schema may repeat what was said, and what is personal is said in the ledger by nobody.
    else if (form.facts[name]?.personal === undefined) misfits.push(parsed.message)
    else
      misfits.push(`${name}: the value does not fit, and is personal, so it is not repeated here`)
  }
  // A schema may make an object of what was said as text.
  return misfits.length > 0 ? misfits.join('; ') : (contentNamedIn(values) ?? values)
}

/** The environment by which a protocol keeps its commits. */
export const repositoryOf = (form: ProtocolForm): string | undefined =>
  Object.entries(form.environments).find(([, { kind }]) => kind === 'git')?.[0]

/** The names of a protocol's facts that are commits. */
export const commitFacts = (form: ProtocolForm): readonly string[] =>
  Object.entries(form.facts).flatMap(([name, { schema }]) =>
    isJsonObject(schema) && schema['format'] === commitFormat ? [name] : [],
  )

// What a commit changes is known at its delivery: leases that nobody named beforehand are taken then.
const findTouched = async (
  { scratches }: VersionCode,
  form: ProtocolForm,
  asked: { readonly chooser: Chooser; readonly chosen: Chosen },
): Promise<readonly string[]> => {
  const environment = repositoryOf(form)
  const { chooser, chosen } = asked
  const delivers = commitFacts(form).some((name) => name in chosen.facts)
  // Between tasks nobody has a worktree: what is named then was there before, and is delivered by nobody.
  if (environment === undefined || !delivers || chooser.enactment === '') return []
  const key: ScratchKey = { environment, enactment: chooser.enactment, member: chooser.member }
  return (await scratches.get(environment)?.changedPaths(key)) ?? []
}

// A completion that names what does not exist is refused by structure.
const findMissing = async (
  { scratches, environments }: VersionCode,
  form: ProtocolForm,
  asked: { readonly chooser: Chooser; readonly chosen: Chosen },
): Promise<string | undefined> => {
  const environment = repositoryOf(form)
  if (environment === undefined) return undefined
  const { chooser, chosen } = asked
  for (const name of commitFacts(form)) {
    const commit = chosen.facts[name]
    if (typeof commit !== 'string') continue
    const key: ScratchKey = { environment, enactment: chooser.enactment, member: chooser.member }
    const fetched = await scratches
      .get(environment)
      ?.fetch(key, commit)
      .catch(() => undefined)
    if (fetched?.ok === true) continue
    const exists = await environments
      .get(environment)
      ?.exists({ format: commitFormat, value: commit })
    if (exists === false) return `${name}: there is no commit ${commit}`
  }
  return undefined
}
