/** The code that an enactment runs under: that of the charter it began with (rule 10), whatever is adopted since. */
import type { FirmState } from '../kernel/index.ts'
import type { HostOptions, VersionCode } from './host-options.ts'

/** The code for an enactment; for what is not open yet, that of the newest charter. */
export const codeFor = (options: HostOptions, state: FirmState, enactment: string): VersionCode => {
  const version = state.open.get(enactment)?.charter
  const earlier = version === undefined ? undefined : options.codeOf?.(version)
  if (earlier !== undefined) return earlier
  const { staff, environments, scratches } = options
  const mindOf: VersionCode['mindOf'] = (member) => staff.minds.get(member)
  return { mindOf, schemaOf: staff.schemaOf, environments, scratches }
}
