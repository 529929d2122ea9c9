/** The verb `waiting`: what a person may say or decide now, in one piece of work or everywhere. */
import { z } from 'zod'
import { accepted, type Json, parseHash } from '../../base/index.ts'
import {
  approverOf,
  type Enactment,
  type FirmState,
  type Intent,
  intentContent,
  menuIn,
} from '../../kernel/index.ts'
import { readFromContent } from '../content-value.ts'
import { troubleSentence } from '../troubles.ts'
import { mayRead, menuItems } from '../turn-view.ts'
import { stillIn, type StillReason } from './still.ts'
import { asJson, type Desk, type HostVerb, hostVerb } from './host-verb.ts'

const args = z.object({
  member: z.string(),
  /** The enactment that the work began with: its rounds, and what was opened on the way; everything where absent. */
  work: z.string().exactOptional(),
})

export const waiting: HostVerb = hostVerb(args, async (desk, { member, work }) => {
  const { state } = desk.host
  const isAsked = (enactment: Enactment | undefined): boolean =>
    work === undefined || (enactment !== undefined && belongsTo(state, enactment, work))
  const open = [...state.open.values()].filter(isAsked)
  const intents = [...state.intents.values()].filter(
    (intent) => approverOf(state, intent) === member && isAsked(state.open.get(intent.enactment)),
  )
  const waits = {
    moves: open.flatMap((enactment) => movesIn(desk, enactment, member)),
    intents: await Promise.all(intents.map(async (intent) => await shownIntent(desk, intent))),
    still: [
      ...troublesIn(desk, open),
      ...stillIn(state, {
        enactments: open,
        operator: member,
        now: desk.host.options.clock.now(),
      }),
    ],
  }
  return accepted(await readFromContent(desk.host.options.content, asJson(waits)))
})

// What belongs to no work keeps all of it waiting.
const troublesIn = ({ host }: Desk, asked: readonly Enactment[]): readonly StillReason[] =>
  host.troubles
    .list()
    .filter(({ enactment }) => enactment === '' || asked.some(({ id }) => id === enactment))
    .map((trouble) => ({
      about: trouble.key,
      why: troubleSentence(trouble),
      needsPerson: false,
    }))

const belongsTo = (state: FirmState, enactment: Enactment, work: string): boolean => {
  if (enactment.root === work || enactment.id === work) return true
  const opener = state.open.get(state.open.get(enactment.root)?.parent ?? '')
  return opener !== undefined && belongsTo(state, opener, work)
}

const movesIn = (
  { host: { state } }: Desk,
  enactment: Enactment,
  member: string,
): readonly Json[] =>
  menuIn(state, enactment, member).flatMap((entry) => {
    // What waits at a gate already is not asked for a second time.
    const waits = [...state.intents.values()].some(
      (intent) => intent.by === member && intent.enactment === enactment.id,
    )
    if (waits) return []
    const { message, role } = entry
    const roles = Object.fromEntries(
      [...enactment.roles].map(([name, held]) => [name, held.member]),
    )
    const [item] = menuItems(state, [entry])
    return [
      asJson({
        enactment: enactment.id,
        protocol: enactment.protocol,
        message,
        role,
        round: enactment.round,
        roles: { ...rolesBefore(enactment), ...roles },
        known: knownTo(enactment, role),
        schema: item?.schema ?? {},
        summary: item?.summary ?? message,
      }),
    ]
  })

// The first message of a round names members anew; who held the role before is the natural choice.
const rolesBefore = ({ past }: Enactment): { readonly [role: string]: string } =>
  Object.fromEntries(
    [...past].flatMap(([role, principals]) => {
      const last = principals.at(-1)
      return last === undefined ? [] : [[role, last]]
    }),
  )

const knownTo = (enactment: Enactment, role: string): { readonly [name: string]: Json } => ({
  ...Object.fromEntries(
    [...enactment.facts].flatMap(([key, bound]) =>
      !key.includes('@') && mayRead(enactment.machine.form.facts[key], role)
        ? [[key, bound.value] as const]
        : [],
    ),
  ),
  ...Object.fromEntries(
    [...enactment.effects].flatMap(([key, { receipt }]) =>
      receipt === undefined ? [] : [[key, receipt] as const],
    ),
  ),
})

const shownIntent = async ({ host }: Desk, intent: Intent): Promise<Json> =>
  asJson({
    intent: intent.id,
    enactment: intent.enactment,
    by: intent.by,
    unfenced: host.options.staff.unfenced.has(intent.by),
    messages: intent.messages.map(({ message }) => message),
    gate: intent.gate.kind,
    content: intentContent(intent),
    preview: await previewText(host.options.content, intent.preview),
  })

const previewText = async (
  content: Desk['host']['options']['content'],
  name: string | undefined,
): Promise<string> => {
  const hash = parseHash(name ?? '')
  if (hash === undefined) return ''
  const found = await content.get(hash)
  return found.ok ? new TextDecoder().decode(found.value) : found.message
}
