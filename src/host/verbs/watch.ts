/** Watching a firm: every event after a position, the past first, each once and in order. */
import type { ToldLine } from '../../api/index.ts'
import { sentenceOf } from '../../memory/index.ts'
import { decodeEvent } from '../event-line.ts'
import { logLineOf } from '../log-line-of.ts'
import type { Told } from '../host-options.ts'
import type { Desk } from './host-verb.ts'

/** A watch that is under way. */
export interface Watch {
  /** Resolves once the past has been told. */
  readonly caughtUp: Promise<void>
  readonly stop: () => void
}

/** Whose program can read the firm's own folder is marked wherever it speaks. */
const markOf = ({ host }: Desk, by: string | null): string =>
  by !== null && host.options.staff.unfenced.has(by) ? ' [unfenced]' : ''

/** Begins after a position; sentences name what the whole ledger taught so far. */
export const watch = (desk: Desk, after: number, tell: (told: ToldLine) => void): Watch => {
  let last = after
  let waiting: Told[] | undefined = []
  let stopped = false
  const say = ({ event, entry }: Told): void => {
    if (stopped || entry.position <= last) return
    last = entry.position
    const line = logLineOf(entry, event)
    tell({ line, sentence: sentenceOf(event, { memory: desk.memory() }) + markOf(desk, line.by) })
  }
  const ignore = desk.feed.listen((told) => {
    if (waiting === undefined) say(told)
    else waiting.push(told)
  })
  const readPast = async (): Promise<void> => {
    for await (const batch of desk.host.options.store.read(after)) {
      for (const entry of batch) say({ entry, event: decodeEvent(entry.body) })
    }
    for (const told of waiting ?? []) say(told)
    waiting = undefined
  }
  return {
    caughtUp: readPast(),
    stop: () => {
      stopped = true
      ignore()
    },
  }
}
