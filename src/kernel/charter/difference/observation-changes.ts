/** What is observed from now on. */
import { encodeCanonical } from '../../../base/index.ts'
import type { CharterForm } from '../../charter-form.ts'
import type { ObservationForm } from '../../observation-form.ts'

/** Observations that come, go, or are other than before. */
export const observationChanges = (before: CharterForm, after: CharterForm): readonly string[] => {
  const [was, is] = [before.observations ?? {}, after.observations ?? {}]
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].toSorted()
  return names.flatMap((name) => changesOf(name, was[name], is[name]))
}

const changesOf = (
  name: string,
  was: ObservationForm | undefined,
  is: ObservationForm | undefined,
): readonly string[] => {
  if (is === undefined) return [`${name} is no longer observed`]
  if (was === undefined) return [`${name}: ${sayingOf(is)}`]
  if (encodeCanonical(was) === encodeCanonical(is)) return []
  return [`${name}: ${sayingOf(is)} (before: ${sayingOf(was)})`]
}

const sayingOf = ({ environment, what, of, wakes, saying }: ObservationForm): string =>
  `when the ${what} ${of} of ${environment} changes, ${wakes} is woken: ${saying}`
