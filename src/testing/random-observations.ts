/** Observations drawn by seed: what the environments of a charter show wakes some of its members. */
import type { Random } from '../base/index.ts'
import type { CharterForm, ObservationForm } from '../kernel/index.ts'

/** The charter with none, one or two observations of what its protocols act on. */
export const withObservations = (charter: CharterForm, random: Random): CharterForm => {
  const protocols = Object.values(charter.protocols)
  const environments = [...new Set(protocols.flatMap((form) => Object.keys(form.environments)))]
  const members = Object.keys(charter.members).filter((name) => name !== 'boss')
  const count = random.integer(3)
  if (environments.length === 0 || members.length === 0 || count === 0) return charter
  const drawn = Array.from({ length: count }, (_, index): readonly [string, ObservationForm] => [
    `look ${index + 1}`,
    {
      environment: random.pick(environments),
      what: 'branch',
      of: random.pick(['main', 'next']),
      wakes: random.pick(members),
      saying: 'look at what changed',
    },
  ])
  return { ...charter, observations: Object.fromEntries(drawn) }
}
