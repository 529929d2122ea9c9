/** The live view of a firm: plain lines that only ever follow each other, for a terminal, ssh and a log alike. */
import { firmStatus, type FirmStatus, type ToldLine, type WaitingThing } from '../../api/index.ts'
import { parseInstant, present } from '../../base/index.ts'
import type { FirmClient } from '../../client/index.ts'
import type { Attending } from '../attending/index.ts'
import { shortened } from '../shortened.ts'
import { type MarkName, markUnfenced, statusLines } from '../status-lines.ts'
import type { Page } from './page.ts'

/** A view that is shown until it is ended. */
export interface LiveView {
  /** Resolves when the host is gone. */
  readonly ended: Promise<unknown>
}

/** How it is shown. */
export interface Showing {
  readonly page: Page
  /** Asks the operator in place for what waits; absent where nobody can be asked. */
  readonly ask?: (client: FirmClient) => Promise<unknown>
  /** Reports the person before this view to the host. */
  readonly attending?: Attending
}

/** Shows how the firm stands, then each event as it happens, and what newly waits for the operator. */
export const showLive = async (
  client: FirmClient,
  { page, ask, attending }: Showing,
): Promise<LiveView> => {
  const first = await readStatus(client)
  for (const line of first === undefined ? [] : statusLines(first)) page.write(line)
  page.write('')
  attend(attending, client, first)
  let waiting = keysOf(first?.waiting ?? [])
  const looks = singly(async () => {
    const status = await readStatus(client)
    if (status === undefined) return
    const fresh = status.waiting.filter((thing) => !waiting.has(keyOf(thing)))
    for (const line of freshLines(fresh, markUnfenced(status))) page.write(line)
    waiting = keysOf(status.waiting)
    attend(attending, client, status)
    if (status.waiting.length > 0) await ask?.(client)
  })
  if (waiting.size > 0) looks()
  await client.watch(first?.position ?? 0, (told) => {
    tellEvent(page, told)
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

/** What an operator has to know to answer; however long the reason is, the mend after it is kept. */
const freshLines = (waiting: readonly WaitingThing[], mark: MarkName): readonly string[] =>
  waiting.map(({ kind, id, enactment, what, by, why }) => {
    const because = shortened(why)
    if (kind === 'message') return `  > waits for you: ${what} in ${enactment}`
    if (kind === 'trouble') {
      return `  > ${what} in ${enactment || 'the firm'} fails and is tried again: ${because}`
    }
    if (kind === 'budget') {
      return `  > waits for you: of ${what} (${id}) nothing is left: ${because}`
    }
    if (kind === 'stalled') {
      const where = enactment || 'the lobby'
      return `  > waits for you: ${mark(by)} no longer tries ${what} in ${where}: ${because} (\`firm tell ${by} "…"\`)`
    }
    const word =
      kind === 'intent' ? `${because}: \`firm approve ${id}\` or \`firm veto ${id}\`` : because
    return `  > waits for you: ${what} of ${mark(by)} in ${enactment || 'the lobby'} (${word})`
  })

// Whatever is cut of a sentence, the mark of its speaker is not.
const unfencedMark = ' [unfenced]'

const tellEvent = (page: Page, { line, sentence }: ToldLine): void => {
  const at = present(parseInstant(line.at), 'an event has an instant')
  const isUnfenced = sentence.endsWith(unfencedMark)
  page.tell(isUnfenced ? sentence.slice(0, -unfencedMark.length) : sentence, {
    at,
    mark: isUnfenced ? unfencedMark : '',
    whole: `firm why ${line.position}`,
  })
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
