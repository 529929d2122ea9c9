/** Following one piece of work to its end, over as many hosts as that takes. */
import type { ToldLine } from '../../api/index.ts'
import { FirmError } from '../../base/index.ts'
import { type FirmClient, HostGoneError } from '../../client/index.ts'
import type { SeatAnswer } from './operator-seat.ts'
import { openTrail, type WorkEnd } from './work-events.ts'

/** What following needs. */
export interface Following {
  readonly work: string
  /** The position after which it began. */
  readonly after: number
  readonly client: FirmClient
  /** Another client, where the host of the last one is gone. */
  readonly again: () => Promise<FirmClient>
  readonly tell: (told: ToldLine) => void
  readonly seat: (client: FirmClient) => Promise<SeatAnswer>
  /** Aborted when whoever follows leaves. */
  readonly leave: AbortSignal
}

/** How following came out: the work ended, it waits for an operator who cannot be asked, or they left. */
export type Followed =
  | { readonly kind: 'ended'; readonly end: WorkEnd }
  | { readonly kind: 'waits' }
  | { readonly kind: 'left' }

const hostsMax = 20

/** Follows until the work ends or nobody is left to ask. */
export const followWork = async (following: Following): Promise<Followed> => {
  const trail = openTrail(following.work)
  let after = following.after
  let { client } = following
  const note = (told: ToldLine): boolean => {
    after = Math.max(after, told.line.position)
    if (!trail.take(told)) return false
    following.tell(told)
    return true
  }
  for (let hosts = 0; hosts < hostsMax; hosts += 1) {
    try {
      return await withHost(client, { ...following, after }, { note, end: trail.end })
    } catch (error) {
      if (!(error instanceof HostGoneError)) throw error
      await client.close()
      client = await following.again()
    }
  }
  throw new HostsLostError(following.work)
}

interface Noting {
  /** Whether the event belongs to the work. */
  readonly note: (told: ToldLine) => boolean
  readonly end: () => WorkEnd | undefined
}

const withHost = async (
  client: FirmClient,
  { after, seat, leave }: Following,
  { note, end }: Noting,
): Promise<Followed> => {
  const news = openNews()
  leave.addEventListener('abort', () => news.ring(), { once: true })
  let isGone = false
  void client.ended.then(() => {
    isGone = true
    news.ring()
  })
  await client.watch(after, (told) => {
    if (note(told)) news.ring()
  })
  for (;;) {
    const ended = end()
    if (ended !== undefined) return { kind: 'ended', end: ended }
    if (leave.aborted) return { kind: 'left' }
    if (isGone) throw new HostGoneError()
    const answer = await seat(client)
    if (answer === 'left' && end() === undefined) return { kind: 'waits' }
    await news.next()
  }
}

/** Something happened, once or often, since it was last looked. */
const openNews = (): { readonly ring: () => void; readonly next: () => Promise<void> } => {
  let isNew = true
  let wake: () => void = () => undefined
  return {
    ring: () => {
      isNew = true
      wake()
    },
    next: async () => {
      if (!isNew) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      isNew = false
    },
  }
}

/** Host after host was lost. */
export class HostsLostError extends FirmError {
  override readonly name = 'HostsLostError'

  constructor(work: string) {
    super('hosts-lost', `the host was lost ${hostsMax} times while ${work} was followed`, {
      hint: 'The work is kept. Look at `firm doctor`, then go on with `firm up`.',
      data: { work },
    })
  }
}
