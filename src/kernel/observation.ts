/**
 * Observations: when something outside has changed, a member is woken between tasks, and told what; what it then opens
 * is its own choice. The host looks, since the kernel sees nothing of the world, and asks; each sight counts once
 * (invariant 1). The first only says from where on; what comes before the last was read is told with the next.
 */
import { encodeCanonical } from '../base/index.ts'
import type { CharterForm } from './charter-form.ts'
import type { NoteObservation, ObserveChange } from './command.ts'
import type { MemberTold, ObservationNoted } from './event.ts'
import type { ObservationForm } from './observation-form.ts'
import type { FirmState } from './state.ts'
import { accept, refuse, type Verdict } from './verdict.ts'
import { newsIn } from './wake.ts'

/** Something is not as it was seen last. */
export const decideObservation = (state: FirmState, command: ObserveChange): Verdict => {
  const { observation, mark, text, at, host } = command
  const form = state.charter?.observations?.[observation]
  if (form === undefined) {
    return refuse('nothing-to-do', `the charter has no observation ${observation}`)
  }
  const { environment: by, wakes: member, saying, what, of } = form
  const before = state.observed.get(observation)
  if (before === mark) return refuse('nothing-to-do', `${observation} was seen so already`)
  if (isUnread(state, observation, member)) {
    return refuse('not-now', `${member} has not read what ${observation} showed last`)
  }
  const seen: ObservationNoted = {
    type: 'observation-noted',
    at,
    host,
    by,
    about: `the ${what} ${of}`,
    text,
    data: before === undefined ? null : { before },
    observation,
    mark,
  }
  if (before === undefined) return accept(seen)
  const told = `the observation ${observation} shows that ${text}: ${saying}`
  const where = { member, enactments: [''], text: told, observation }
  const waking: MemberTold = { type: 'member-told', at, host, by, ...where }
  return accept(seen, waking)
}

/** Somebody notes something; it binds nothing, and wakes nobody. */
export const decideNote = (command: NoteObservation): Verdict => {
  const { at, host, by, about, text, data } = command
  return accept({ type: 'observation-noted', at, host, by, about, text, data })
}

// Whoever is paused, busy or out of budget finds one thing to read, and then one for all that came since. Who has read
// it in vain, and waits for the operator, tries once more.
const isUnread = (state: FirmState, observation: string, member: string): boolean =>
  state.wakes.get('')?.has(member) === true &&
  newsIn(state, { enactment: '', member }).some((news) => news.observation === observation)

/** Another charter is in force: what looks at the same place goes on from there, all else begins anew. */
export const keepObservations = (state: FirmState, before: CharterForm | undefined): void => {
  const { charter } = state
  const kept = new Map<string, string>()
  for (const [name, form] of Object.entries(charter?.observations ?? {})) {
    const was = before?.observations?.[name]
    const mark = state.observed.get(name)
    if (was === undefined || mark === undefined) continue
    if (placeOf(before, was) === placeOf(charter, form)) kept.set(name, mark)
  }
  state.observed = kept
}

const placeOf = (charter: CharterForm | undefined, form: ObservationForm): string => {
  const { environment, what, of } = form
  return encodeCanonical([environment, charter?.environments[environment] ?? null, what, of])
}
