/** The verb `offer-work`: a person's words become the first message of the protocol that takes them. */
import { z } from 'zod'
import { type Json, type JsonObject, type Outcome, refused } from '../../base/index.ts'
import { notReady } from '../../kernel/charter/index.ts'
import { candidates, type FirmState, openingsOf } from '../../kernel/index.ts'
import { actAs } from './act.ts'
import { type HostVerb, hostVerb } from './host-verb.ts'
import { fillOffer } from './offer-facts.ts'

const args = z.object({
  text: z.string().min(1),
  /** The role that the work is for; any that takes a text where it is left out. */
  to: z.string().exactOptional(),
  paths: z.array(z.string()).default([]),
  /** Who asks. */
  by: z.string(),
})

/** What is asked for. */
export interface Wish {
  readonly text: string
  readonly to?: string
  readonly paths: readonly string[]
  readonly by: string
}

interface Offer {
  readonly protocol: string
  readonly message: string
  /** The roles that it wakes. */
  readonly to: readonly string[]
  readonly facts: JsonObject
}

export const offerWork: HostVerb = hostVerb(args, async ({ host }, wish) => {
  const { state } = host
  const offers = toOthers(state, wish, offersFor(state, wish))
  const [offer, ...others] = offers
  if (offer === undefined) return nobodyTakes(state, wish)
  if (others.length > 0) return severalTake(offers)
  const [mistake] = state.charter === undefined ? [] : notReady(state.charter, offer.protocol)
  if (mistake !== undefined) return refused('not-ready', mistake.sentence, mistake.mend)
  const { protocol: opens, message, facts } = offer
  return await actAs(host, wish.by, { enactment: '', opens, message, facts })
})

const offersFor = (state: FirmState, wish: Wish): readonly Offer[] =>
  openingsOf(state, wish.by).flatMap(({ protocol, message }) => {
    const form = state.charter?.protocols[protocol]
    if (form === undefined) return []
    const { to = [] } = form.messages[message] ?? {}
    if (wish.to !== undefined && !to.includes(wish.to)) return []
    const facts = fillOffer(state, { form, message }, wish)
    return facts === undefined ? [] : [{ protocol, message, to, facts }]
  })

// Nobody asks themselves: whoever leads hands the work off, and asks a lead only where another is hired to.
const toOthers = (state: FirmState, { by }: Wish, offers: readonly Offer[]): readonly Offer[] => {
  const others = offers.filter(({ to }) =>
    to.some((role) => candidates(state, role).some((name) => name !== by)),
  )
  return others.length > 0 ? others : offers.slice(0, 1)
}

const severalTake = (offers: readonly Offer[]): Outcome<Json, string> =>
  refused(
    'several-take-it',
    `several protocols could take it: ${offers.map(({ protocol, message }) => `${protocol} (${message})`).join(', ')}`,
    'Say who it is for: firm do "…" --to ROLE.',
  )

// Whoever was hired to lead offers the work; the operator does it only where nobody was.
const nobodyTakes = (state: FirmState, wish: Wish): Outcome<Json, string> => {
  const openers = Object.values(state.charter?.protocols ?? {}).flatMap((form) =>
    Object.values(form.messages).flatMap(({ from, to }) =>
      wish.to === undefined || to.includes(wish.to) ? [from] : [],
    ),
  )
  const hired = [...new Set(openers)].filter((role) => !candidates(state, role).includes(wish.by))
  const [role] = hired
  const holder = role === undefined ? undefined : candidates(state, role)[0]
  if (wish.to !== undefined && openers.length === 0) {
    return refused(
      'no-such-role',
      `no protocol of ${state.name} has a message to ${wish.to}`,
      `Name one of ${rolesOf(state).join(', ')}.`,
    )
  }
  return refused(
    'nobody-takes-it',
    `${wish.by} cannot open a protocol of ${state.name} with a text`,
    role === undefined || holder === undefined
      ? 'Take one from the library into the charter, such as `handoff`, and `firm apply` it.'
      : `${holder} holds ${role} and opens it: give a protocol that asks ${holder}, or \`firm dismiss ${holder}\`.`,
  )
}

const rolesOf = (state: FirmState): readonly string[] => [
  ...new Set(
    Object.values(state.charter?.protocols ?? {}).flatMap(({ roles }) =>
      roles.map(({ name }) => name),
    ),
  ),
]
