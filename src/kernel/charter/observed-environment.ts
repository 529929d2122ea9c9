/** The observations of a charter in its form: each names its environment as protocols do. */
import { encodeCanonical } from '../../base/index.ts'
import type { Environment, Observable } from '../../protocol/index.ts'
import type { CharterForm } from '../charter-form.ts'
import { declaredEnvironments } from './environment-form.ts'
import type { AnyFirmSpec } from './firm-spec.ts'

/** The observations in the form of the charter; none where there are none. */
export const observationsIn = (spec: AnyFirmSpec): Pick<CharterForm, 'observations'> => {
  const { observations = [] } = spec
  if (observations.length === 0) return {}
  const entries = observations.map(({ name, of: seen, wakes, saying }) => {
    const environment = environmentOf(spec, seen) ?? ''
    return [name, { environment, what: seen.what, of: seen.of, wakes, saying }] as const
  })
  return { observations: Object.fromEntries(entries) }
}

/** The name by which protocols use an environment, whether it is theirs or what the charter puts in its place. */
export const environmentOf = (
  spec: AnyFirmSpec,
  { environment }: Observable,
): string | undefined => {
  const declared: readonly (readonly [string, Environment])[] = [
    ...Object.entries(declaredEnvironments(spec)),
    ...spec.protocols.flatMap(({ environments }) => Object.entries(environments)),
  ]
  const itself = declared.find(([, one]) => one === environment)
  return (itself ?? declared.find(([, one]) => isSame(one, environment)))?.[0]
}

const isSame = (one: Environment, other: Environment): boolean =>
  one.kind === other.kind && encodeCanonical(one.options) === encodeCanonical(other.options)
