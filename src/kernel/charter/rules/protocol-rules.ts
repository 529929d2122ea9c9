/** Protocols: each name once, and each child that is split off among them. */
import { type CharterMistake, orList } from '../charter-error.ts'
import type { AnyFirmSpec } from '../firm-spec.ts'

/** What is wrong with the protocols together. */
export const protocolMistakes = ({ protocols }: AnyFirmSpec): readonly CharterMistake[] => {
  const names = protocols.map(({ name }) => name)
  return [
    ...names.flatMap((name, index) => (names.indexOf(name) < index ? [twice(name)] : [])),
    ...protocols.flatMap(({ name, form }) =>
      Object.entries(form.facts).flatMap(([fact, { child }]) =>
        child === undefined || names.includes(child)
          ? []
          : [childless({ protocol: name, fact, child, names })],
      ),
    ),
  ]
}

const twice = (name: string): CharterMistake => ({
  place: 'protocols',
  sentence: `there are two protocols with the name '${name}'`,
  mend: `Give one another name: \`${name}.with({ name: '…' })\`.`,
})

const childless = (part: {
  readonly protocol: string
  readonly fact: string
  readonly child: string
  readonly names: readonly string[]
}): CharterMistake => ({
  place: 'protocols',
  sentence: `'${part.protocol}' splits '${part.fact}' into '${part.child}', which is no protocol of this firm`,
  mend: `Add '${part.child}' to protocols, beside ${orList(part.names)}.`,
})
