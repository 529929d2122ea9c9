/** Environments: one declaration for each name, one name for what is leased, and nothing declared that no protocol uses. */
import { encodeCanonical } from '../../../base/index.ts'
import type { Environment } from '../../../protocol/index.ts'
import { type CharterMistake, orList } from '../charter-error.ts'
import { declaredEnvironments } from '../environment-form.ts'
import type { AnyFirmSpec } from '../firm-spec.ts'
import { leasedPlaces } from '../leased-places.ts'

interface Declared {
  readonly name: string
  readonly protocol: string
  readonly environment: Environment
}

/** What is wrong with the environments of protocols and charter. */
export const environmentMistakes = (spec: AnyFirmSpec): readonly CharterMistake[] => {
  const declared = spec.protocols.flatMap((protocol) =>
    Object.entries(protocol.environments).map(([name, environment]) => ({
      name,
      protocol: protocol.name,
      environment,
    })),
  )
  const own = spec.environments ?? {}
  return [...atOdds(declared, own), ...strangers(declared, own), ...twins(spec)]
}

const same = (a: Environment, b: Environment): boolean => placeOf(a) === placeOf(b)

/** What an environment means, however its path is spelled; what a link leads to only the host can see. */
const placeOf = ({ kind, options }: Environment): string => {
  const { path } = options
  const spelled = typeof path === 'string' ? { ...options, path: spelledPlainly(path) } : options
  return `${kind} ${encodeCanonical(spelled)}`
}

const spelledPlainly = (path: string): string => {
  const steps: string[] = []
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop()
    else steps.push(step)
  }
  return (path.startsWith('/') ? '/' : './') + steps.join('/')
}

/** A lease bears the name of its environment, so that under two names one place would be leased twice. */
const twins = (spec: AnyFirmSpec): readonly CharterMistake[] => {
  const environments = declaredEnvironments(spec)
  const leased = leasedPlaces(spec.protocols.map(({ form }) => form))
  return leased.flatMap(({ environment, protocol }, index) => {
    const place = environments[environment]
    const twin = leased.slice(0, index).find((one) => {
      const other = environments[one.environment]
      return place !== undefined && other !== undefined && same(place, other)
    })
    if (twin === undefined) return []
    return [
      {
        place: `environments.${environment}`,
        sentence: `'${twin.environment}' of '${twin.protocol}' and '${environment}' of '${protocol}' are one place, and leases under one name would not keep out the other`,
        mend: `Name it alike in both: '${twin.environment}'.`,
      },
    ]
  })
}

/** Two protocols that mean different places by one name, and no word of the charter on it. */
const atOdds = (
  declared: readonly Declared[],
  own: { readonly [name: string]: Environment },
): readonly CharterMistake[] =>
  declared.flatMap((one, index) => {
    const earlier = declared.slice(0, index).find(({ name }) => name === one.name)
    if (earlier === undefined || own[one.name] !== undefined) return []
    if (same(earlier.environment, one.environment)) return []
    return [
      {
        place: `environments.${one.name}`,
        sentence: `'${earlier.protocol}' and '${one.protocol}' mean different places by '${one.name}'`,
        mend: `Say which: \`environments: { ${one.name}: … }\`, or give one another name.`,
      },
    ]
  })

const strangers = (
  declared: readonly Declared[],
  own: { readonly [name: string]: Environment },
): readonly CharterMistake[] =>
  Object.entries(own).flatMap(([name, environment]) => {
    const place = `environments.${name}`
    const uses = declared.filter((one) => one.name === name)
    const [use] = uses
    if (use === undefined) {
      const names = orList([...new Set(declared.map((one) => one.name))])
      const sentence = `no protocol of this firm has an environment '${name}'`
      return [{ place, sentence, mend: `Use ${names}, or leave it out.` }]
    }
    const wrong = uses.find((one) => one.environment.kind !== environment.kind)
    if (wrong === undefined) return []
    const { kind } = wrong.environment
    const sentence = `'${name}' is '${kind}' in '${wrong.protocol}' and '${environment.kind}' here`
    return [{ place, sentence, mend: `Put a '${kind}' environment in its place.` }]
  })
