/**
 * The menu: what a member may send now. Checker and kernel share its rules; roles, leases, intents and
 * pauses are the kernel's. Invariant 4: no message is accepted that is not on it.
 */
import { type JsonObject, present } from '../base/index.ts'
import type { Course, Machine, Message } from '../protocol/index.ts'
import { begin, menu as movesOnMenu } from '../protocol/machine/index.ts'
import type { Enactment } from './enactment.ts'
import { leaseHolder, leaseHolderSentence, resourcesOf, takesBesides } from './lease.ts'
import { machineOf } from './opening.ts'
import { candidates, holdersOf, mayHold, overlapOf } from './role.ts'
import { factReader } from './send.ts'
import { unsettledUnder } from './settledness.ts'
import type { FirmState } from './state.ts'

/** One message on a member's menu. */
export interface MenuEntry {
  /** Empty for a message that opens an enactment. */
  readonly enactment: string
  readonly protocol: string
  readonly message: string
  readonly role: string
  readonly opens: boolean
}

/**
 * The roles in which a member may speak here: those it holds, and free ones that it may take, unless the principal
 * behind it has spoken in one that must be another's (invariant 9).
 */
export const rolesOf = (
  state: FirmState,
  enactment: Enactment,
  member: string,
): readonly string[] =>
  enactment.machine.form.roles.flatMap(({ name, set }) => {
    const holding = { role: name, member }
    const holder = enactment.roles.get(name)
    if (!set && holder === undefined) return mayHold(state, enactment, holding) ? [name] : []
    const isHolder = holdersOf(enactment, name).includes(member)
    return isHolder && overlapOf(state, enactment, holding) === undefined ? [name] : []
  })

/** What a member may send in an open enactment, leases and waiting intents taken into account. */
export const menuIn = (
  state: FirmState,
  enactment: Enactment,
  member: string,
): readonly MenuEntry[] => {
  const entries = new Map<string, MenuEntry>()
  if (enactment.reopening !== undefined) return []
  for (const role of rolesOf(state, enactment, member)) {
    for (const message of sendable(enactment.machine, enactment.course, { role, member })) {
      if (blockedByLease(state, enactment, { message, member })) continue
      if (blockedByFinality(state, enactment, message) !== undefined) continue
      entries.set(message.name, {
        enactment: enactment.id,
        protocol: enactment.protocol,
        message: message.name,
        role,
        opens: false,
      })
    }
  }
  return [...entries.values()]
}

/** A message that a lease keeps off a member's menu, and who holds what it needs. */
export interface LeaseWait {
  readonly message: string
  readonly why: string
}

/** What the member could send here, were it not for leases that others hold. */
export const leaseWaitsIn = (
  state: FirmState,
  enactment: Enactment,
  member: string,
): readonly LeaseWait[] => {
  if (enactment.reopening !== undefined || enactment.machine.leases.length === 0) return []
  const waiting = rolesOf(state, enactment, member).flatMap((role) =>
    sendable(enactment.machine, enactment.course, { role, member }).filter((message) =>
      blockedByLease(state, enactment, { message, member }),
    ),
  )
  return [...new Set(waiting)].map(({ name: message }) => ({
    message,
    why: leaseHolderSentence(state, enactment, { member }),
  }))
}

const sendable = (
  machine: Machine,
  course: Course,
  sender: { readonly role: string; readonly member: string },
): readonly Message[] => {
  const set = machine.setNamed.has(sender.role)
  const moves = movesOnMenu(machine, course, set ? sender : { role: sender.role })
  return [...new Set(moves.map((move) => move.message))].map((index) =>
    present(machine.messages[index], 'a move names a message'),
  )
}

/**
 * Whether a lease that the message takes cannot be had now. What it takes by facts that it binds itself is known only
 * once they are said: until then it is on the menu, and it is judged again with them.
 */
export const blockedByLease = (
  state: Pick<FirmState, 'leases' | 'held'>,
  enactment: Enactment,
  sending: { readonly message: Message; readonly member: string; readonly facts?: JsonObject },
): boolean => {
  if (!sending.message.lease) return false
  const read = factReader(enactment, sending.member, sending.facts)
  const resources = resourcesOf(enactment, sending.message.name, read)
  return (
    leaseHolder(state, enactment.root, resources) !== undefined ||
    // What is said again, in a new epoch, finds its own leases held.
    (enactment.epoch === 0 && takesBesides(state, enactment.root, resources))
  )
}

/** What an irreversible message waits for: a fact or receipt that is not final yet. */
export const blockedByFinality = (
  state: FirmState,
  enactment: Enactment,
  message: Message,
): string | undefined =>
  message.effect === 'irreversible' ? unsettledUnder(state, enactment, message) : undefined

/** The opening messages of every protocol whose first role the member may have. */
export const openingsOf = (state: FirmState, member: string): readonly MenuEntry[] => {
  const entries: MenuEntry[] = []
  for (const [protocol, form] of Object.entries(state.charter?.protocols ?? {})) {
    const { machine } = machineOf(state, form)
    const course = begin(machine)
    for (const { name: role } of form.roles) {
      if (!candidates(state, role).includes(member)) continue
      for (const message of sendable(machine, course, { role, member })) {
        entries.push({ enactment: '', protocol, message: message.name, role, opens: true })
      }
    }
  }
  return entries
}

/** Everything a member may send in a turn: in its enactment, and what it may open. */
export const menuOf = (
  state: FirmState,
  member: string,
  enactment: string,
): readonly MenuEntry[] => {
  const here = state.open.get(enactment)
  return [...(here === undefined ? [] : menuIn(state, here, member)), ...openingsOf(state, member)]
}
