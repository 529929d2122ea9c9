/** Environments: one declaration for each name, and nothing declared that no protocol uses. */
import { encodeCanonical } from '../../../base/index.ts'
import type { Environment } from '../../../protocol/index.ts'
import { type CharterMistake, orList } from '../charter-error.ts'
import type { AnyFirmSpec } from '../firm-spec.ts'

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
  return [...atOdds(declared, own), ...strangers(declared, own)]
}

const same = (a: Environment, b: Environment): boolean =>
  a.kind === b.kind && encodeCanonical(a.options) === encodeCanonical(b.options)

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
