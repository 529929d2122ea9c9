/** Whether each sight counted once: seen after another, told to its member at once, and told of nothing else. */
import type { CharterForm, FirmEvent } from '../../kernel/index.ts'
import { type Finding, findings } from './breach.ts'

/** What was seen of everything that the charter observes. */
export interface Sights {
  /** By observation: its mark. */
  readonly sights: Map<string, string>
  /** The observation whose member is to be told by the next event; empty where none is. */
  untold: string
}

/** Judges an event by what was seen before it. */
export const judgeObservations = (
  { sights, untold }: Sights,
  event: FirmEvent,
): readonly Finding[] => {
  const told = event.type === 'member-told' ? (event.observation ?? '') : ''
  const isKept = told === untold
  const wrong = untold === '' ? `${told} was told, and nothing was seen` : `${untold} told nobody`
  const { observation, mark } = event.type === 'observation-noted' ? event : {}
  const isAgain = observation !== undefined && sights.get(observation) === mark
  return [
    ...findings(1, ...(isKept ? [] : [wrong])),
    ...findings(1, ...(isAgain ? [`${observation} was seen as ${mark} twice`] : [])),
  ]
}

/** Notes what an event shows. */
export const noteObservation = (
  account: Sights & { readonly charter: CharterForm | undefined },
  event: FirmEvent,
): void => {
  account.untold = ''
  if (event.type === 'charter-adopted') forget(account, event.charter)
  if (event.type !== 'observation-noted') return
  const { observation, mark } = event
  if (observation === undefined || mark === undefined) return
  if (account.sights.has(observation)) account.untold = observation
  account.sights.set(observation, mark)
}

// What looks elsewhere under another charter has seen nothing yet.
const forget = (
  { sights, charter: before }: Sights & { readonly charter: CharterForm | undefined },
  after: CharterForm,
): void => {
  for (const name of sights.keys()) {
    if (placeOf(before, name) !== placeOf(after, name)) sights.delete(name)
  }
}

const placeOf = (charter: CharterForm | undefined, name: string): string => {
  const form = charter?.observations?.[name]
  if (form === undefined) return ''
  const { environment, what, of } = form
  return JSON.stringify([environment, charter?.environments[environment], what, of])
}
