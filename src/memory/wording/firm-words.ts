/** Sentences about the firm itself: its charter, hosts, members, holds, leases and notes. */
import { formatInstant } from '../../base/index.ts'
import type { FirmEvent } from '../../kernel/index.ts'
import { briefly, listed, reason } from './phrase.ts'

type Named<Type extends FirmEvent['type']> = Extract<FirmEvent, { readonly type: Type }>

/** The first event of a firm. */
export const foundedSentence = ({ firm }: Named<'firm-founded'>): string =>
  `The firm ${firm} was founded.`

/** A host took over. */
export const hostSentence = ({ host, process }: Named<'host-started'>): string =>
  `Host ${host} started as process ${process}.`

/** A charter is in force. */
export const charterSentence = ({ by, rollsBackTo, version }: Named<'charter-adopted'>): string =>
  rollsBackTo === undefined
    ? `${by} adopted version ${version} of the charter.`
    : `${by} returned to version ${rollsBackTo} of the charter, as version ${version}.`

/** A role changed hands. */
export const roleSentence = (event: Named<'role-assigned'>): string => {
  const { because, enactment, member, role } = event
  return `${member} now holds the role ${role} in ${enactment}${reason(because)}.`
}

/** A member, or the whole firm, pauses or goes on. */
export const pauseSentence = (event: Named<'member-paused' | 'member-resumed'>): string => {
  const { because, by, member, type } = event
  const verb = type === 'member-paused' ? 'paused' : 'resumed'
  return `${by} ${verb} ${member === '' ? 'the whole firm' : member}${reason(because)}.`
}

/** A person acts in a member's place, or gives it back. */
export const takeoverSentence = (event: Named<'takeover-begun' | 'takeover-ended'>): string =>
  event.type === 'takeover-begun'
    ? `${event.by} took over from ${event.member}.`
    : `${event.by} gave ${event.member} its place back.`

/** Premises are kept still for a member. */
export const holdSentence = (event: Named<'hold-taken' | 'hold-ended'>): string => {
  const { hold, member, paths, type, until } = event
  if (type === 'hold-ended') return `The hold ${hold} of ${member} on ${listed(paths)} ended.`
  return `${listed(paths)} must not change under ${member} until ${formatInstant(until)} (hold ${hold}).`
}

/** A lease was taken away. */
export const liftedSentence = (event: Named<'lease-lifted'>): string => {
  const { because, by, enactment, resources } = event
  return `${by} took ${listed(resources)} away from ${enactment}${reason(because)}.`
}

/** The operator, a schedule or an observation told a member something. */
export const memberToldSentence = ({ by, member, text }: Named<'member-told'>): string =>
  `${by} told ${member}: ${briefly(text)}.`

/** Personal content is to be erased. */
export const erasureSentence = ({ by, what }: Named<'erasure-ordered'>): string =>
  `${by} ordered personal content to be erased (order ${what.slice(0, 12)}).`

/** A copy goes on by itself. */
export const forkedSentence = ({ firm, from, position }: Named<'firm-forked'>): string =>
  `${firm} was forked from ${from} at position ${position}; no effect of it happens.`

/** Something was noted. */
export const notedSentence = (event: Named<'observation-noted'>): string => {
  const { about, by, observation, text } = event
  // An environment notes nothing of its own accord: somebody looked, for the charter says so.
  if (observation !== undefined) return `${by} shows, for ${observation}: ${briefly(text)}.`
  return `${by} noted${about === '' ? '' : ` about ${about}`}: ${briefly(text)}.`
}
