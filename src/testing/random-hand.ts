/** What the operator says with their own hands, by seed: as themselves, or in the place of a member they took over. */
import { findOut, type Host, type Request } from '../host/index.ts'
import { boundNames, type MenuEntry, menuOf, messageOf } from '../kernel/index.ts'
import { type RandomWorld, randomFacts } from './random-mind.ts'

const operator = 'boss'

/** A message that is on the menu of the operator or of a member in whose place they act; none where there is none. */
export const handMove = async (
  seat: RandomWorld & { readonly host: Host },
): Promise<Request | undefined> => {
  const { random, host } = seat
  const { state, options } = host
  const taken = [...state.members.values()].filter((one) => one.takenOverBy === operator)
  const member = random.pick([operator, ...taken, ...taken].map((one) => nameOf(one)))
  const entries = menuEntries(host, member)
  if (entries.length === 0) return undefined
  const entry = random.pick(entries)
  const form = seat.charter.protocols[entry.protocol]
  if (form === undefined) return undefined
  const facts = randomFacts(seat, form, { message: entry.message, names: namesOf(host, entry) })
  const { enactment, message } = entry
  const chosen = { enactment, message, facts, ...(entry.opens ? { opens: entry.protocol } : {}) }
  const found = await findOut(options, state, { chooser: { member, enactment }, chosen })
  const judged = { chosen: [found.chosen], verdicts: [found.verdict] }
  const records = options.recollection.records()
  return { type: 'act-as-member', member, cites: [], records, ...judged }
}

const nameOf = (one: string | { readonly name: string }): string =>
  typeof one === 'string' ? one : one.name

/** What is open comes first: only who has nothing to say there opens something new. */
const menuEntries = ({ state }: Host, member: string): readonly MenuEntry[] => {
  const all = [...state.open.keys(), ''].flatMap((enactment) => menuOf(state, member, enactment))
  const here = all.filter(({ opens }) => !opens)
  return here.length > 0 ? here : all
}

/** The facts that the message binds where it would be said. */
const namesOf = (
  { state }: Host,
  { enactment, protocol, message }: MenuEntry,
): readonly string[] => {
  const open = state.open.get(enactment)
  if (open !== undefined) return boundNames(open, messageOf(open.machine, message))
  const out = state.charter?.protocols[protocol]?.messages[message]?.out ?? []
  return out.map(({ fact }) => fact)
}
