/** Notices: what concerns certain members and stands nowhere as a fact, kept until newer ones take its place. */
import type { FirmEvent } from '../../kernel/index.ts'
import type { Memory, Notice } from '../memory.ts'

type Named<Type extends FirmEvent['type']> = Extract<FirmEvent, { readonly type: Type }>

/** So many are kept; who was silent for longer than that hears of the newest. */
const noticesMax = 1_000

/** Notes what an event says to members. It comes before the event changes what is remembered. */
export const noteNotice = (memory: Memory, event: FirmEvent, position: number): void => {
  const notice = noticeOf(memory, event)
  if (notice === undefined || notice.to?.length === 0) return
  memory.notices.push({ position, ...notice })
  if (memory.notices.length > noticesMax) memory.notices.shift()
}

/** The notices to a member after a position, the earliest first. */
export const noticesAfter = (
  { notices }: Pick<Memory, 'notices'>,
  member: string,
  position: number,
): readonly Notice[] => {
  const first = notices.findLastIndex((one) => one.position <= position) + 1
  return notices.slice(first).filter(({ to }) => to === undefined || to.includes(member))
}

const noticeOf = (memory: Memory, event: FirmEvent): Omit<Notice, 'position'> | undefined => {
  switch (event.type) {
    case 'member-told':
      return { to: [event.member], text: `${event.by} tells you: ${event.text}` }
    case 'lease-lifted':
      return liftedNotice(memory, event)
    case 'ending-begun':
      return endingNotice(memory, event)
    case 'observation-noted':
      return observedNotice(memory, event)
    case 'charter-adopted':
      return goalNotice(memory, event)
    default:
      return undefined
  }
}

const liftedNotice = (
  memory: Memory,
  { enactment, by, because, resources }: Named<'lease-lifted'>,
): Omit<Notice, 'position'> => ({
  to: othersIn(memory, enactment, by),
  text: `${by} lifted your lease on ${resources.map(pathOf).join(', ')}${reason(because)}`,
})

// A resource is named with its environment before it.
const pathOf = (resource: string): string => resource.slice(resource.indexOf(':') + 1)

const reason = (because: string): string => (because === '' ? '' : `: ${because}`)

const endingNotice = (
  memory: Memory,
  { enactment, as, by, because }: Named<'ending-begun'>,
): Omit<Notice, 'position'> => {
  const paths = memory.traces.get(enactment)?.paths ?? []
  const on = paths.length === 0 ? '' : ` (${paths.slice(0, 6).join(', ')})`
  return {
    to: othersIn(memory, enactment, by),
    text: `${by} ended ${enactment}${on} as ${as}${reason(because)}; its leases are no longer yours`,
  }
}

const observedNotice = (
  memory: Memory,
  { by, about, text }: Named<'observation-noted'>,
): Omit<Notice, 'position'> => ({ to: othersIn(memory, about, by), text })

const goalNotice = (
  { charter: before }: Memory,
  { by, charter }: Named<'charter-adopted'>,
): Omit<Notice, 'position'> | undefined => {
  const { text, measure } = charter.goal
  if (before === undefined) return undefined
  if (before.goal.text === text && before.goal.measure === measure) return undefined
  return { text: `${by} changed the firm's goal: ${text} (measured by ${measure})`, isGoal: true }
}

const othersIn = (memory: Memory, enactment: string, by: string): readonly string[] => {
  const trace = memory.traces.get(enactment)
  if (trace === undefined || trace.ended !== undefined) return []
  return trace.who.filter((one) => one !== by)
}
