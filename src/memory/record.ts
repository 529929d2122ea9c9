/** Records before evidence: kept and broken reports, by principal and by protocol. */
import type { TrackRecord } from '../kernel/index.ts'
import type { Memory } from './memory.ts'

/** Counts one report whose truth was checked. */
export const noteKept = (
  memory: Memory,
  report: { readonly principal: string; readonly domain: string; readonly held: boolean },
): void => {
  const { principal, domain, held } = report
  const key = `${principal}\n${domain}`
  const record = memory.kept.get(key) ?? { principal, domain, kept: 0, broken: 0 }
  if (held) record.kept += 1
  else record.broken += 1
  memory.kept.set(key, record)
}

/**
 * The records that the host sends with a command. Kept: a sent message bound something whose existence was
 * checked, such as a commit. Broken: a turn was refused because it named what does not exist. The domain is
 * the protocol's name.
 */
export const records = (memory: Memory): readonly TrackRecord[] =>
  [...memory.kept.values()].map((one) => ({ ...one }))
