/** Lets everything happen that time has made due. */
import type { Host } from './host.ts'
import { fireSchedules } from './schedules.ts'

/** One thing at a time falls due, since each may change what follows. */
export const passDueTime = async (host: Host): Promise<void> => {
  await fireSchedules(host)
  for (;;) {
    const records = host.options.recollection.records()
    const verdict = await host.submit({ type: 'pass-time', attendedMs: {}, records })
    if (!verdict.ok) return
  }
}
