/** The verb `status`: who does what, what is about to happen, what waits for you, what is held by whom. */
import { z } from 'zod'
import type { FirmStatus, HeldThing, MemberStatus, WaitingThing } from '../../api/index.ts'
import { accepted } from '../../base/index.ts'
import type { FirmState } from '../../kernel/index.ts'
import { visitsIn } from '../door/visit.ts'
import { wantsNow } from '../door/wants.ts'
import { comingIn } from './coming.ts'
import { asJson } from './host-verb.ts'
import { isUnfenced, type Look, operatorOf, type Reading, reading } from './look.ts'
import { waitingFor } from './waiting-for.ts'
import { windowsHere } from './windows-here.ts'

export const status: Reading = reading(z.object({}), async (look) => {
  const wants = look.wants ?? (await wantsNow(look.state, look.read))
  return accepted(asJson(statusOf({ ...look, wants })))
})

/** What a status is made of. */
type StatusLook = Pick<Look, 'state' | 'unfenced' | 'troubles' | 'now' | 'lapses' | 'wants'>

/** The firm as it stands; every word of it comes from an event, but who is unfenced on this machine. */
export const statusOf = (look: StatusLook): FirmStatus => {
  const { state } = look
  const operator = operatorOf(state)
  const { now = state.at } = look
  return {
    firm: state.name,
    goal: state.charter?.goal.text ?? '',
    position: state.position,
    at: state.at,
    charter: state.charterVersion,
    paused: state.paused,
    operator,
    forkedFrom: state.forkedFrom === '' ? null : state.forkedFrom,
    members: membersOf(look),
    windows: windowsHere(look),
    coming: comingIn(state, operator, now),
    waiting: [...troublesOf(look), ...waitingFor(state, operator, now)],
    held: [...leasesOf(look), ...holdsOf(state)],
  }
}

// What fails in a host waits for whoever can mend it.
const troublesOf = ({ troubles = [] }: Pick<Look, 'troubles'>): readonly WaitingThing[] =>
  troubles.map(({ key, enactment, what, why, hint }) => ({
    kind: 'trouble',
    id: key,
    enactment,
    what,
    by: '',
    why: [why, ...(hint === undefined ? [] : [hint])].join('. '),
  }))

const membersOf = (look: Pick<Look, 'state' | 'unfenced'>): readonly MemberStatus[] => {
  const { state } = look
  return Object.entries(state.charter?.members ?? {}).map(([name, { roles, mind }]) => ({
    name,
    roles,
    mind: mind.kind,
    unfenced: isUnfenced(look, name),
    paused: state.members.get(name)?.paused ?? false,
    takenOverBy: state.members.get(name)?.takenOverBy ?? null,
    doing: [...state.turns.values()]
      .filter(({ member }) => member === name)
      .map(({ id, enactment, role, openedAt }) => ({
        turn: id,
        enactment: enactment === '' ? null : enactment,
        role,
        since: openedAt,
      })),
  }))
}

const leasesOf = ({ state, lapses }: Pick<Look, 'state' | 'lapses'>): readonly HeldThing[] => {
  const visits = visitsIn(state)
  const untilOf = (members: readonly string[]): number | null => {
    const visit = visits.find(({ seat }) => members.includes(seat))
    return lapses?.get(visit?.id ?? '') ?? null
  }
  return [...state.leases].map(([what, id]) => {
    const { protocol, roles } = state.open.get(id) ?? {}
    const by = [...new Set([...(roles?.values() ?? [])].map(({ member }) => member))]
    return { kind: 'lease', what, id, by, until: protocol === 'edit' ? untilOf(by) : null }
  })
}

const holdsOf = (state: FirmState): readonly HeldThing[] =>
  state.holds.flatMap(({ id, member, paths, until }) =>
    paths.map((what) => ({ kind: 'hold', what, id, by: [member], until }) as const),
  )
