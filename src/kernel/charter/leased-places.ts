/** Under which names of environments the protocols of a charter take leases. */
import type { ProtocolForm } from '../../protocol/index.ts'

/** An environment that is leased, and the first protocol that does. */
export interface LeasedPlace {
  readonly environment: string
  readonly protocol: string
}

/** Each name once. A lease is of the first environment of its protocol; a delivered commit takes one without a word of it. */
export const leasedPlaces = (protocols: readonly ProtocolForm[]): readonly LeasedPlace[] => {
  const found = new Map<string, LeasedPlace>()
  for (const { name, environments, messages } of protocols) {
    const [first] = Object.entries(environments)
    if (first === undefined) continue
    const [environment, { kind }] = first
    const leases =
      kind === 'git' || Object.values(messages).some(({ lease }) => lease !== undefined)
    if (leases && !found.has(environment)) found.set(environment, { environment, protocol: name })
  }
  return [...found.values()]
}
