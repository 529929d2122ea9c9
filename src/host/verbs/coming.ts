/** What is about to happen: messages on menus or kept off by leases, effects in flight, instants, releases by time. */
import type { ComingThing } from '../../api/index.ts'
import { type Instant, present } from '../../base/index.ts'
import {
  deliveryWait,
  dueEffects,
  type Enactment,
  type FirmState,
  leaseWaitsIn,
  menuIn,
} from '../../kernel/index.ts'
import { comingSchedules } from '../schedules.ts'
import { waitingIntent } from './intents.ts'

/** What may follow without the operator, the certain things first. */
export const comingIn = (
  state: FirmState,
  operator: string,
  now: Instant,
): readonly ComingThing[] => [
  ...effectsIn(state),
  ...releasesIn(state),
  ...instantsIn(state, now),
  ...schedulesIn(state),
  ...[...state.open.values()].flatMap((enactment) => messagesIn(state, enactment, operator)),
]

const effectsIn = (state: FirmState): readonly ComingThing[] =>
  dueEffects(state).map(({ enactment, effect, undo }) => ({
    kind: undo ? 'undoing' : 'effect',
    enactment: enactment.id,
    what: present(enactment.machine.messages[effect.message], 'an effect has a message').name,
    by: effect.by,
    at: null,
    why: '',
  }))

const releasesIn = (state: FirmState): readonly ComingThing[] =>
  [...state.intents.values()].flatMap((intent) => {
    const { release, message, by } = waitingIntent({ state }, intent)
    return release === null
      ? []
      : [
          {
            kind: 'release',
            enactment: intent.enactment,
            what: message,
            by,
            at: release,
            why: '',
          } as const,
        ]
  })

// What has passed by the clock counts from when a host has said so in the ledger.
const instantsIn = (state: FirmState, now: Instant): readonly ComingThing[] =>
  [...state.open.values()]
    .flatMap(({ id, due }) =>
      [...due].map(
        ([what, at]) =>
          ({
            kind: 'instant',
            enactment: id,
            what,
            by: 'clock',
            at,
            why: at <= now ? 'it has passed, and counts once a host runs' : '',
          }) as const,
      ),
    )
    .toSorted((a, b) => a.at - b.at)

const schedulesIn = (state: FirmState): readonly ComingThing[] =>
  comingSchedules(state).map(({ schedule, form, at }) => ({
    kind: 'schedule',
    enactment: '',
    what: schedule,
    by: form.wakes,
    at,
    why: form.saying,
  }))

const messagesIn = (
  state: FirmState,
  enactment: Enactment,
  operator: string,
): readonly ComingThing[] =>
  [...state.members.values()].flatMap(({ name, paused }) => {
    if (name === operator || paused || state.paused || hasIntent(state, enactment, name)) return []
    // What a window does next nobody can tell from what it may say.
    if (state.charter?.members[name]?.mind.kind === 'window') return []
    // Who no longer tries waits for a person, and is told of there.
    if (state.tries.get(enactment.id)?.get(name)?.stalled === true) return []
    const coming = { enactment: enactment.id, by: name, at: null }
    const why = deliveryWait(state, enactment, name)
    const kind = why === undefined ? 'message' : 'lease'
    return [
      ...menuIn(state, enactment, name).map(
        ({ message }) => ({ ...coming, kind, what: message, why: why ?? '' }) as const,
      ),
      ...leaseWaitsIn(state, enactment, name).map(
        ({ message, why }) => ({ ...coming, kind: 'lease', what: message, why }) as const,
      ),
    ]
  })

const hasIntent = (state: FirmState, enactment: Enactment, member: string): boolean =>
  [...state.intents.values()].some(
    (intent) => intent.by === member && intent.enactment === enactment.id,
  )
