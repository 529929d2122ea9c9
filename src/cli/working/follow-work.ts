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
  /** Another client, where the host of the last one is gone, with why where it said so. */
  readonly again: (why: string | undefined) => Promise<FirmClient>
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
const lookMs = 2_000

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
  let why: string | undefined
  for (let hosts = 0; hosts < hostsMax; hosts += 1) {
    try {
      return await withHost(client, { ...following, after }, { note, end: trail.end })
    } catch (error) {
      if (!(error instanceof HostGoneError)) throw error
      await client.close()
      // A host that stops where the last one did, for the same reason, leaves nothing to the next.
      if (error.why !== undefined && error.why === why) break
      ;({ why } = error)
      client = await following.again(why)
    }
  }
  throw new HostsLostError(following.work, why)
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
  let why: string | undefined
  void client.ended.then((said) => {
    isGone = true
    why = said
    news.ring()
  })
  await client.watch(after, (told) => {
    if (note(told)) news.ring()
  })
  // What fails and is tried again is no event, so nothing but a look tells it.
  const looking = setInterval(() => news.ring(), lookMs)
  try {
    for (;;) {
      const ended = end()
      if (ended !== undefined) return { kind: 'ended', end: ended }
      if (leave.aborted) return { kind: 'left' }
      if (isGone) throw new HostGoneError(why)
      const answer = await seat(client)
      if (answer === 'left' && end() === undefined) return { kind: 'waits' }
      await news.next()
    }
  } finally {
    clearInterval(looking)
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

  constructor(work: string, why: string | undefined) {
    super('hosts-lost', `nobody can host ${work} now: ${why ?? 'each host was lost at once'}`, {
      hint: 'The work is kept. Mend that, then go on with `firm up`; `firm doctor` looks at the rest.',
      data: { work, ...(why === undefined ? {} : { why }) },
    })
  }
}
