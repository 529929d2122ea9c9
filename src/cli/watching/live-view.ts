/** The live view of a firm: plain lines that only ever follow each other, for a terminal, ssh and a log alike. */
import { firmStatus, type FirmStatus, type ToldLine, type WaitingThing } from '../../api/index.ts'
import { formatInstant, parseInstant } from '../../base/index.ts'
import type { FirmClient } from '../../client/index.ts'
import type { Attending } from '../attending/index.ts'
import { statusLines } from '../status-lines.ts'

/** A view that is shown until it is ended. */
export interface LiveView {
  /** Resolves when the host is gone. */
  readonly ended: Promise<unknown>
}

/** How it is shown. */
export interface Showing {
  readonly write: (line: string) => void
  /** Asks the operator in place for what waits; absent where nobody can be asked. */
  readonly ask?: (client: FirmClient) => Promise<unknown>
  /** Reports the person before this view to the host. */
  readonly attending?: Attending
}

/** Shows how the firm stands, then each event as it happens, and what newly waits for the operator. */
export const showLive = async (
  client: FirmClient,
  { write, ask, attending }: Showing,
): Promise<LiveView> => {
  const first = await readStatus(client)
  for (const line of first === undefined ? [] : statusLines(first)) write(line)
  write('')
  attend(attending, client, first)
  let waiting = keysOf(first?.waiting ?? [])
  const looks = singly(async () => {
    const status = await readStatus(client)
    if (status === undefined) return
    const fresh = status.waiting.filter((thing) => !waiting.has(keyOf(thing)))
    for (const line of freshLines(fresh)) write(line)
    waiting = keysOf(status.waiting)
    attend(attending, client, status)
    if (status.waiting.length > 0) await ask?.(client)
  })
  if (waiting.size > 0) looks()
  await client.watch(first?.position ?? 0, (told) => {
    write(eventLine(told))
    looks()
  })
  return { ended: client.ended }
}

const attend = (
  attending: Attending | undefined,
  client: FirmClient,
  status: FirmStatus | undefined,
): void => {
  if (status === undefined) return
  const intents = status.waiting.flatMap(({ kind, id }) => (kind === 'intent' ? [id] : []))
  attending?.show(client, status.operator, intents)
}

const readStatus = async (client: FirmClient): Promise<FirmStatus | undefined> => {
  try {
    const told = await client.call('status', {})
    return told.ok ? firmStatus.parse(told.value) : undefined
  } catch {
    // A host that ends while it is asked has nothing more to show.
    return undefined
  }
}

const keyOf = ({ kind, id, what }: WaitingThing): string => `${kind} ${id} ${what}`

const keysOf = (waiting: readonly WaitingThing[]): ReadonlySet<string> =>
  new Set(waiting.map(keyOf))

/** What an operator has to know to answer. */
const freshLines = (waiting: readonly WaitingThing[]): readonly string[] =>
  waiting.map(({ kind, id, enactment, what, by, why }) => {
    if (kind === 'message') return `  > waits for you: ${what} in ${enactment}`
    if (kind === 'trouble') {
      return `  > ${what} in ${enactment || 'the firm'} fails and is tried again: ${why}`
    }
    if (kind === 'budget') return `  > waits for you: of ${what} (${id}) nothing is left: ${why}`
    if (kind === 'stalled') {
      const where = enactment || 'the lobby'
      return `  > waits for you: ${by} no longer tries ${what} in ${where}: ${why} (\`firm tell ${by} "…"\`)`
    }
    const word = kind === 'intent' ? `\`firm approve ${id}\` or \`firm veto ${id}\`` : why
    return `  > waits for you: ${by}'s ${what} in ${enactment} (${word})`
  })

const eventLine = ({ line, sentence }: ToldLine): string => {
  const at = parseInstant(line.at)
  const time = at === undefined ? '' : formatInstant(at).slice(11, 19)
  return `${time}  ${sentence}`
}

/** Runs a task again after it was asked for, never twice at once. */
const singly = (task: () => Promise<void>): (() => void) => {
  let isRunning = false
  let isAsked = false
  const run = async (): Promise<void> => {
    isRunning = true
    while (isAsked) {
      isAsked = false
      await task()
    }
    isRunning = false
  }
  return () => {
    isAsked = true
    if (!isRunning) void run()
  }
}
