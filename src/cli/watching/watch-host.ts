/** Watches a host of another process: its live view, until it ends or whoever looks leaves. */
import type { FirmClient } from '../../client/index.ts'
import { showLive, type Showing } from './live-view.ts'

/** How the watching ended. */
export type WatchEnd = 'the host has ended' | 'you left'

/** Shows the host at the other end until it is gone or `left` resolves, and closes the line. */
export const watchHost = async (
  client: FirmClient,
  showing: Showing,
  left: Promise<void>,
): Promise<WatchEnd> => {
  const view = await showLive(client, showing)
  const how = await Promise.race([
    view.ended.then(() => 'the host has ended' as const),
    left.then(() => 'you left' as const),
  ])
  await client.close()
  return how
}
