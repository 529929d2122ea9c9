/** `firm why WHAT`: who said it and from what, as a tree down to what nobody derived. */
import { factOrigin, type FactOrigin } from '../../api/index.ts'
import { whyForm } from '../../api/verbs/index.ts'
import { formatInstant, parseInstant } from '../../base/index.ts'
import { why as reading } from '../../host/looks/index.ts'
import { briefly } from '../../memory/index.ts'
import { lookVerb } from '../look-verb.ts'
import { argumentOf, type Verb } from '../verb.ts'

export const why: Verb = lookVerb({
  form: whyForm,
  reading,
  answer: factOrigin,
  args: (given) => ({ what: argumentOf(given, 'what') ?? '' }),
  lines: (origin) => linesOf(origin, 0),
})

const linesOf = (origin: FactOrigin, depth: number): readonly string[] => {
  const { fact, value, by, at, settled, position, says, note, again, deeper, from } = origin
  const indent = '  '.repeat(depth)
  const instant = parseInstant(at)
  const when = instant === undefined ? '' : `, ${formatInstant(instant)}`
  const place = position === undefined ? '' : ` at ${position}`
  const said = value === null ? '' : ` = ${briefly(value)}`
  const marks = [
    ...(settled === 'final' ? [] : [settled]),
    ...(note === undefined ? [] : [note]),
    ...(again === true ? ['followed above'] : []),
    ...(deeper === true ? [`deeper: firm why ${fact}`] : []),
  ]
  return [
    `${indent}${fact}${said}`,
    `${indent}    ${by}${place}${when}${marks.length === 0 ? '' : ` (${marks.join('; ')})`}`,
    ...(says === undefined ? [] : [`${indent}    ${says}`]),
    ...from.flatMap((one) => linesOf(one, depth + 1)),
  ]
}
