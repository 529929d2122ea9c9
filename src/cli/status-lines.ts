/** The firm's status as lines for a person, each made of what events say. */
import type {
  ComingThing,
  FirmStatus,
  HeldThing,
  MemberStatus,
  WaitingThing,
} from '../api/index.ts'
import { formatInstant, parseInstant } from '../base/index.ts'
import { section } from './columns.ts'
import { shortened } from './shortened.ts'
import { windowLines } from './window-lines.ts'

/** The lines of a status. */
export const statusLines = (status: FirmStatus): readonly string[] => {
  const { firm, goal, position, at, charter, paused, forkedFrom } = status
  if (firm === '') return ['There is no firm yet at this position.']
  return [
    `${firm}: ${goal}`,
    `position ${position}, ${instantText(at)}, charter ${charter}`,
    ...(forkedFrom === null ? [] : [`a fork of ${forkedFrom}: no effect of it happens`]),
    ...(paused ? ['The whole firm is paused: `firm resume`.'] : []),
    '',
    ...section('Who does what', status.members.filter(isSomebody(status)).map(memberRow)),
    ...freeSeatLines(status),
    ...unfencedLines(status),
    ...windowLines(status),
    ...section('What is about to happen', groupedComing(status.coming, markUnfenced(status))),
    ...section('What waits for you', groupedWaiting(status.waiting, markUnfenced(status))),
    ...section('What is held', status.held.map(heldRow)),
  ].slice(0, -1)
}

/** Whether a member is there; a seat for windows is nobody until one sits in it. */
const isSomebody =
  ({ windows }: FirmStatus) =>
  ({ name, mind, paused, takenOverBy, doing }: MemberStatus): boolean =>
    mind !== 'window' ||
    paused ||
    takenOverBy !== null ||
    doing.length > 0 ||
    windows.some(({ seat }) => seat === name)

/** The seats in which nobody sits. */
const freeSeatLines = (status: FirmStatus): readonly string[] => {
  const isThere = isSomebody(status)
  const free = status.members.flatMap((one) => (isThere(one) ? [] : [one.name]))
  if (free.length === 0) return []
  return [
    `Free seats: ${free.join(', ')}. A window of a coding agent takes one when it begins.`,
    '',
  ]
}

/** Who is unfenced, what that means, and what would mend it; nothing where everybody is fenced. */
export const unfencedLines = ({ members }: Pick<FirmStatus, 'members'>): readonly string[] => {
  const names = members.flatMap(({ name, unfenced }) => (unfenced === true ? [name] : []))
  if (names.length === 0) return []
  return [
    `Unfenced: ${names.join(', ')}. Their programs can read the firm's own folder, so each of their effects`,
    'waits for you. `firm doctor` says what would fence them.',
    '',
  ]
}

/** Names a member, marked where it is unfenced. */
export type MarkName = (name: string) => string

/** Marks names in what a screen says of single members, as every screen does. */
export const markUnfenced = ({ members }: Pick<FirmStatus, 'members'>): MarkName => {
  const unfenced = new Set(members.flatMap((one) => (one.unfenced === true ? [one.name] : [])))
  return (name) => (unfenced.has(name) ? `${name} [unfenced]` : name)
}

const instantText = (ms: number): string => {
  const at = parseInstant(ms)
  return at === undefined ? String(ms) : formatInstant(at)
}

const memberRow = (member: MemberStatus): readonly string[] => {
  const { name, roles, mind, unfenced, paused, takenOverBy, doing } = member
  const now = doing.map(
    ({ turn, enactment, role, since }) =>
      `${turn} in ${enactment ?? 'the lobby'} as ${role}, since ${instantText(since)}`,
  )
  const marks = [
    ...(unfenced === true ? ['unfenced'] : []),
    ...(paused ? ['paused'] : []),
    ...(takenOverBy === null ? [] : [`taken over by ${takenOverBy}`]),
    ...now,
  ]
  return [name, roles.join(', '), mind, marks.length === 0 ? '–' : marks.join('; ')]
}

// Messages that one member may send in one enactment are one line.
const groupedComing = (
  coming: readonly ComingThing[],
  mark: MarkName,
): readonly (readonly string[])[] => {
  const rows = new Map<string, ComingThing[]>()
  for (const thing of coming) {
    const key = thing.kind === 'message' ? `${thing.enactment}\n${thing.by}` : `${rows.size}`
    rows.set(key, [...(rows.get(key) ?? []), thing])
  }
  return [...rows.values()].flatMap((things) => {
    const [first] = things
    return first === undefined ? [] : [comingRow({ ...first, by: mark(first.by) }, things)]
  })
}

const comingRow = (
  { kind, enactment, by, at, what, why }: ComingThing,
  things: readonly ComingThing[],
): readonly string[] => {
  const said = things.map((thing) => thing.what).join(' or ')
  const when = at === null ? '' : `, at ${instantText(at)}`
  switch (kind) {
    case 'message':
      return [enactment, `${by} may send ${said}`]
    case 'lease':
      return [enactment, `${by} waits with ${what}: ${why}`]
    case 'effect':
      return [enactment, `${what} of ${by} has started; its receipt is outstanding`]
    case 'undoing':
      return [enactment, `${what} of ${by} is being undone`]
    case 'instant':
      return [
        enactment,
        why === '' ? `the instant ${what} passes${when}` : `${what}${when}: ${why}`,
      ]
    case 'schedule':
      return [what, `wakes ${by}${when}: ${why}`]
    default:
      return [enactment, `${what} of ${by} may go${when}, if attended`]
  }
}

const groupedWaiting = (
  waiting: readonly WaitingThing[],
  mark: MarkName,
): readonly (readonly string[])[] => {
  const messages = new Map<string, readonly string[]>()
  for (const { kind, id, what } of waiting) {
    if (kind === 'message') messages.set(id, [...(messages.get(id) ?? []), what])
  }
  return [
    ...waiting.flatMap(({ kind, id, enactment, what, by, why }) => {
      if (kind === 'intent') {
        const where = enactment || 'the lobby'
        return [[id, `${what} of ${mark(by)} in ${where}`, shortened(why), `firm approve ${id}`]]
      }
      if (kind === 'stalled') {
        const where = enactment || 'the lobby'
        const stalled = `${mark(by)} no longer tries to send ${what}`
        return [[where, stalled, shortened(why), `firm tell ${by} "…"`]]
      }
      if (kind === 'trouble')
        return [[enactment || 'the firm', `${what} fails and is tried again`, why]]
      if (kind === 'budget') return [[id, `${by} waits: of ${what} nothing is left`, why]]
      return kind === 'doubt' ? [[id, `${what} of ${mark(by)} is in doubt`, why]] : []
    }),
    ...[...messages].map(([id, whats]) => [id, `you may send ${whats.join(' or ')}`]),
  ]
}

const heldRow = ({ kind, what, by, id, until }: HeldThing): readonly string[] => {
  const holders = by.join(', ')
  const lease = `leased by ${id}${holders === '' ? '' : ` (${holders})`}`
  const hold = `held still by ${holders} (${id})`
  return [what, kind === 'lease' ? lease : hold, untilText(until)]
}

const untilText = (until: number | null): string =>
  until === null ? '' : `until ${instantText(until)}`
