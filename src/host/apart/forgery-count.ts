/**
 * Forgeries that came too often to be recorded one by one: a host counts them, and the next that is recorded says how
 * many there were. Where no other comes, the last of them is judged again once it can be recorded.
 */
import { FirmError } from '../../base/index.ts'
import { silentUntil, type Verdict } from '../../kernel/index.ts'
import type { Host } from '../host.ts'

/** Something that came in a firm's name, judged with how many forgeries in that name were dropped before it. */
type Judging = (dropped: number) => Promise<Verdict>

/** The counts of a host. What is counted is gone with its process. */
export interface ForgeryCount {
  readonly judge: (firm: string, judging: Judging) => Promise<Verdict>
  readonly stop: () => void
}

interface Counted {
  readonly count: number
  readonly cancel: () => void
}

/** Begins to count; `failed` hears once that so many come that they are dropped. */
export const openForgeryCount = (host: Host, failed: (cause: unknown) => void): ForgeryCount => {
  const counted = new Map<string, Counted>()
  const { clock } = host.options
  const judge: ForgeryCount['judge'] = async (firm, judging) => {
    const before = counted.get(firm)
    const verdict = await judging(before?.count ?? 0)
    if (!verdict.ok && verdict.why === 'too-often') drop(firm, judging)
    else if (verdict.events.some(({ type }) => type === 'letter-refused')) {
      before?.cancel()
      counted.delete(firm)
    }
    return verdict
  }
  const drop = (firm: string, judging: Judging): void => {
    const before = counted.get(firm)
    before?.cancel()
    if (before === undefined) failed(new ForgeriesDroppedError(firm))
    const until = silentUntil(host.state, firm, host.now()) ?? host.now()
    const cancel = clock.schedule(until, () => {
      const last = counted.get(firm)
      // It is one of those that were counted.
      if (last !== undefined) counted.set(firm, { ...last, count: last.count - 1 })
      if (host.isOpen) judge(firm, judging).catch(failed)
    })
    counted.set(firm, { count: (counted.get(firm)?.count ?? 0) + 1, cancel })
  }
  return {
    judge,
    stop: () => {
      for (const { cancel } of counted.values()) cancel()
      counted.clear()
    },
  }
}

/** So much comes in a firm's name and is not its own that it is only counted. */
export class ForgeriesDroppedError extends FirmError {
  override readonly name = 'ForgeriesDroppedError'

  constructor(firm: string) {
    super(
      'forgeries-dropped',
      `more comes in the name of ${firm} that it did not sign than is recorded`,
      {
        hint: 'It binds nothing. See who may write into the letterbox; `firm log` says within the hour how many were dropped.',
        data: { firm },
      },
    )
  }
}
