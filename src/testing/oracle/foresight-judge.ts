/** Whether an enactment is in a state that the checker foresaw when it proved the protocol, at home. */
import type { Enactment, FirmEvent, FirmState } from '../../kernel/index.ts'
import { foresee, type Foresight, type ProtocolForm } from '../../protocol/index.ts'
import { type Finding, findings } from './breach.ts'

/** What was foreseen of protocols, each explored once; many ledgers share it. */
export interface Foresights {
  readonly of: (form: ProtocolForm, sizes: Sizes) => Foresight
}

type Sizes = { readonly [set: string]: number }

/** Nothing foreseen yet. */
export const openForesights = (): Foresights => {
  const texts = new WeakMap<ProtocolForm, string>()
  const known = new Map<string, Foresight>()
  return {
    of: (form, sizes) => {
      const text = texts.get(form) ?? courseText(form)
      texts.set(form, text)
      const key = text + JSON.stringify(sizes)
      const foresight = known.get(key) ?? foresee(form, sizes)
      known.set(key, foresight)
      return foresight
    },
  }
}

// Scopes and who must be distinct decide about turns and people, never about the course.
const courseText = (form: ProtocolForm): string =>
  JSON.stringify({ ...form, under: [], distinct: [] })

/** A ledger that is judged by what was foreseen. */
export interface Foreseen {
  readonly foresights: Foresights
  /** Enactments in which something fell: until they are opened again or end, what rests on it stands yet. */
  readonly fallen: Set<string>
}

/** What was wrong with where an event has brought the enactments that it moved. */
export const judgeForesight = (
  { foresights, fallen }: Foreseen,
  state: FirmState,
  event: FirmEvent,
): readonly Finding[] => {
  if (event.type === 'fact-retracted') fallen.add(event.enactment)
  if (event.type === 'enactment-reopened') fallen.delete(event.enactment)
  const names = [
    'enactment' in event ? event.enactment : '',
    event.type === 'enactment-ended' ? (event.parent ?? '') : '',
  ]
  return names.flatMap((name) => {
    const enactment = state.open.get(name)
    if (enactment === undefined || enactment.apart !== undefined || fallen.has(name)) return []
    const { machine, course } = enactment
    const foresight = foresights.of(machine.form, sizesOf(enactment))
    if (!foresight.whole || foresight.has(course)) return []
    return findings(0, `${name} has come to what the checker did not foresee: ${event.type}`)
  })
}

/** How many members each set has whose members are fixed. */
const sizesOf = ({ machine, course }: Enactment): Sizes =>
  Object.fromEntries(
    machine.sets.flatMap(({ name, index }) => {
      const { length } = course.cohorts.filter(({ set }) => set === index)
      return length === 0 ? [] : [[name, length] as const]
    }),
  )
