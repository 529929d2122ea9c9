/** Messages in memory: what they bound, what stands since, what became of their effects, what they report. */
import { isJsonObject } from '../base/index.ts'
import { clockName, type FirmEvent, type MessageSent } from '../kernel/index.ts'
import { noteAttempt } from './attempt.ts'
import { audienceOf } from './audience.ts'
import { type Bearing, placesOf } from './bearing.ts'
import { binderOf, type Memory, type Said, type Trace, valueIn } from './memory.ts'
import { noteKept } from './record.ts'
import { addWho } from './remember-enactment.ts'
import { noteStanding } from './window/standing-index.ts'

type Named<Type extends FirmEvent['type']> = Extract<FirmEvent, { readonly type: Type }>
type Standing = NonNullable<MessageSent['standing']>

/** A message was sent. */
export const rememberSent = (memory: Memory, event: MessageSent, position: number): void => {
  const trace = memory.traces.get(event.enactment)
  if (trace === undefined) return
  trace.said.push({ position, event })
  if (event.by !== clockName) addWho(trace, event.by)
  for (const role in event.roles) addWho(trace, event.roles[role] ?? event.by)
  if (event.standing !== undefined) keepStanding(memory, trace, { event, position })
  const bearing = memory.bearings.get(trace.opened.charter)?.get(trace.opened.protocol)
  if (bearing === undefined) return
  widen(memory, trace, { bearing, event })
  if (bearing.checked.has(event.message) && event.by !== clockName) {
    noteKept(memory, { principal: event.principal, domain: trace.opened.protocol, held: true })
  }
  if (bearing.failing.size > 0) noteVerdict(memory, trace, { bearing, event, position })
}

// Places are looked for only where a value could name one: most messages bind plain words.
const widen = (
  memory: Memory,
  trace: Trace,
  sent: { readonly bearing: Bearing; readonly event: MessageSent },
): void => {
  const { bearing, event } = sent
  let hasValue = bearing.scopes.length > 0 && trace.scopes.length === 0
  for (const name in event.facts) hasValue ||= typeof event.facts[name] === 'object'
  if (!hasValue) return
  const places = placesOf(bearing, event.facts, (name) => valueIn(memory, trace, name))
  trace.paths = union(trace.paths, places.paths)
  trace.scopes = union(trace.scopes, places.scopes)
}

const union = (known: readonly string[], more: readonly string[]): readonly string[] =>
  more.every((one) => known.includes(one)) ? known : [...new Set([...known, ...more])]

// A verdict that binds a failing branch is an attempt that failed: whoever comes next should know.
const noteVerdict = (
  memory: Memory,
  trace: Trace,
  sent: { readonly bearing: Bearing; readonly event: MessageSent; readonly position: number },
): void => {
  const { bearing, event, position } = sent
  for (const [fact, branches] of bearing.failing) {
    const value = event.facts[fact]
    if (!isJsonObject(value)) continue
    const branch = Object.keys(value).find((name) => branches.has(name))
    if (branch === undefined) continue
    const { at, by, message } = event
    const because = `${fact} says ${branch}`
    const tried = { kind: 'verdict', position, at, by, message, because, verdict: fact } as const
    noteAttempt(memory, trace, tried)
  }
}

const keepStanding = (
  memory: Memory,
  trace: Trace,
  bound: {
    readonly event: { readonly at: MessageSent['at']; readonly standing?: Standing }
    readonly position: number
  },
): void => {
  for (const { fact, path, version } of bound.event.standing ?? []) {
    const binder = binderOf(memory, trace, fact)
    const audience = audienceOf(memory, trace, fact)
    const versions = memory.standing.get(path) ?? []
    versions.push({
      path,
      version,
      fact,
      value: binder?.event.facts[fact] ?? null,
      by: binder?.event.by ?? '',
      principal: binder?.event.principal ?? '',
      enactment: trace.opened.enactment,
      position: bound.position,
      at: bound.event.at,
      ...(audience === undefined ? {} : { audience }),
    })
    memory.standing.set(path, versions)
    if (memory.index !== undefined) noteStanding(memory.index, { path, position: bound.position })
  }
}

const startedBy = (
  memory: Memory,
  event: { readonly enactment: string; readonly effect: string },
): Said | undefined =>
  memory.traces.get(event.enactment)?.said.findLast((said) => said.event.effect === event.effect)

/** A receipt came; what its effect binds for good stands from here on. */
export const rememberSettled = (
  memory: Memory,
  event: Named<'effect-settled'>,
  position: number,
): void => {
  const trace = memory.traces.get(event.enactment)
  const said = startedBy(memory, event)
  if (trace === undefined || said === undefined) return
  said.receipt = { position, event }
  if (event.standing !== undefined) keepStanding(memory, trace, { event, position })
  if (event.outcome === 'done') return
  const { at, message, receipt } = event
  const { by } = said.event
  const why = receipt['why']
  const because = `${message} failed${typeof why === 'string' ? `: ${why}` : ''}`
  noteAttempt(memory, trace, { kind: 'effect', position, at, by, message, because })
}

/** An environment could not tell. */
export const rememberDoubt = (memory: Memory, event: Named<'effect-doubted'>): void => {
  const said = startedBy(memory, event)
  if (said !== undefined) said.doubt = event.why
}

/** An effect was undone. */
export const rememberUndone = (
  memory: Memory,
  event: Named<'undo-settled'>,
  position: number,
): void => {
  const said = startedBy(memory, event)
  if (said !== undefined) said.undoneAt = position
}
