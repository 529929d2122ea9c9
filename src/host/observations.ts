/** What the charter observes is looked at, and the kernel is told of what has changed. */
import type { ObservationForm } from '../kernel/index.ts'
import type { Host } from './host.ts'
import type { Sight } from './ports/index.ts'
import type { Tried } from './troubles.ts'

/** Looks once at everything that the charter observes. Answers how much has changed. */
export const observeChanges = async (host: Host): Promise<number> => {
  const { charter, forkedFrom } = host.state
  // A copy of a firm looks at nothing: what happens outside is not its own.
  const observations = forkedFrom === '' ? (charter?.observations ?? {}) : {}
  clearDropped(host, Object.keys(observations))
  let changed = 0
  for (const [observation, form] of Object.entries(observations)) {
    const sight = await lookAt(host, observation, form)
    if (sight === undefined || !host.isOpen) continue
    const verdict = await host.submit({ type: 'observe-change', observation, ...sight })
    if (verdict.ok) changed += 1
  }
  return changed
}

// What the charter observes no more is in no trouble.
const clearDropped = ({ troubles }: Host, observed: readonly string[]): void => {
  const keys = new Set(observed.map(keyOf))
  for (const { key } of troubles.list()) {
    if (key.startsWith(keyOf('')) && !keys.has(key)) troubles.clear(key)
  }
}

const keyOf = (observation: string): string => `observation ${observation}`

const lookAt = async (
  host: Host,
  observation: string,
  { environment, what, of }: ObservationForm,
): Promise<Sight | undefined> => {
  const place = `the ${what} ${of} of ${environment}`
  const key = keyOf(observation)
  const tried: Tried = { key, enactment: '', what: `the look at ${place}` }
  try {
    const port = host.options.environments.get(environment)
    const sight = await port?.observe?.(of, host.state.observed.get(observation))
    host.troubles.clear(key)
    return sight
  } catch (cause) {
    // Screens say it while it fails, and what else is observed is seen all the same.
    host.troubles.note(tried, cause)
    return undefined
  }
}
