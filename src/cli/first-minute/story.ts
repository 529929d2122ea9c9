/** The lines of a first minute: each comes from an event, and bears the position at which `firm why` opens it. */
import type { FirmEvent } from '../../kernel/index.ts'

/** An event with its place. */
export interface Line {
  readonly position: number
  readonly event: FirmEvent
}

/** What happens so often that only the log tells it. */
const quiet: ReadonlySet<FirmEvent['type']> = new Set<FirmEvent['type']>([
  'turn-opened',
  'turn-ended',
  'firm-founded',
  'intent-released',
  'undo-started',
])

/** Whether an event is worth a line on the screen. */
export const isTold = (event: FirmEvent): boolean => {
  if (event.type === 'turn-refused') return event.why !== 'key-used'
  return !quiet.has(event.type)
}
