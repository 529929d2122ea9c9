/** What happens outside is looked at again and again: what is not final yet, and what the charter observes. */
import { later } from '../base/index.ts'
import { observeFinality } from './finality-watch.ts'
import type { Host } from './host.ts'
import { observeChanges } from './observations.ts'

/** How often environments are asked. */
const everyMs = 1_000

/** Looks until it is stopped. */
export const startOutsideWatch = (
  host: Host,
  failed: (cause: unknown) => void,
): { readonly stop: () => void } => {
  const { clock } = host.options
  let cancel: () => void = () => undefined
  const look = async (): Promise<void> => {
    if (!host.isOpen) return
    // What one of them throws keeps the other from nothing.
    await observeFinality(host).catch(failed)
    await observeChanges(host)
  }
  const plan = (): void => {
    cancel = clock.schedule(later(clock.now(), everyMs), () => {
      look().catch(failed).finally(plan).catch(failed)
    })
  }
  plan()
  return { stop: () => cancel() }
}
