/** Holds: after two refusals a member's next turn keeps its premises still, for minutes at most. */
import type { FirmEvent } from './event.ts'
import type { FirmState, Hold } from './state.ts'

/** The longest that anybody keeps paths still. */
export const holdMsMax: number = 5 * 60_000

/**
 * The hold that keeps these events waiting: they would supersede a path that another member's turn holds.
 * Holds rank by position, so a later one never delays the holder of an earlier one; the operator is excepted.
 */
export const blockingHold = (
  state: FirmState,
  { member, at }: { readonly member: string; readonly at: number },
  events: readonly FirmEvent[],
): Hold | undefined => {
  if (state.charter?.members[member]?.roles.includes('operator') === true) return undefined
  const changed = events.flatMap((event) =>
    event.type === 'message-sent' ? (event.standing ?? []).map(({ path }) => path) : [],
  )
  const own = state.holds.find((hold) => hold.member === member)
  return state.holds.find(
    (hold) =>
      hold.member !== member &&
      hold.until > at &&
      hold.paths.some((path) => changed.includes(path)) &&
      (own === undefined || hold.position < own.position),
  )
}
