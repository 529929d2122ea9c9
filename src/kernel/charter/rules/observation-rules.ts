/** Observations: a name each, something of an environment that a protocol uses, and a member that takes turns by itself. */
import { type CharterMistake, orList } from '../charter-error.ts'
import { declaredEnvironments } from '../environment-form.ts'
import type { AnyFirmSpec } from '../firm-spec.ts'
import type { ObservationLine } from '../observation-line.ts'
import { environmentOf } from '../observed-environment.ts'
import { wokenMistakes } from './woken-rule.ts'

/** What is wrong with the observations, line by line. */
export const observationMistakes = (spec: AnyFirmSpec): readonly CharterMistake[] => {
  const lines = spec.observations ?? []
  return lines.flatMap((line, index) => {
    const place = `observations[${index}]`
    const earlier = lines.findIndex(({ name }) => name === line.name)
    const wrong = [
      ...(earlier < index ? [again(line.name, earlier)] : []),
      ...(line.name.trim() === '' ? [noName] : []),
      ...environmentMistakes(spec, line),
      ...nameMistakes(line),
      ...wokenMistakes(spec, line.wakes),
    ]
    return wrong.map((mistake) => ({ place, ...mistake }))
  })
}

type Mistake = Omit<CharterMistake, 'place'>

const again = (name: string, earlier: number): Mistake => ({
  sentence: `there is an observation '${name}' already, at observations[${earlier}]`,
  mend: 'Give each a name of its own.',
})

const noName: Mistake = {
  sentence: 'an observation has no name',
  mend: 'Name it: the member that it wakes and the ledger call it so.',
}

const environmentMistakes = (spec: AnyFirmSpec, line: ObservationLine): readonly Mistake[] => {
  if (environmentOf(spec, line.of) !== undefined) return []
  const used = Object.keys(declaredEnvironments(spec)).toSorted()
  const sentence = `no protocol of this firm uses the ${line.of.environment.kind} environment of '${line.name}'`
  const mend =
    used.length === 0
      ? 'Give a protocol an environment, and observe that.'
      : `Observe ${orList(used)}.`
  return [{ sentence, mend }]
}

// What git refuses in the name of a branch, and what leads out of a folder.
const notInBranch = /^[-/]|[\s~^:?*[\\]|\.\.|\/\/|\/\.|@\{|[./]$|\.lock(?:\/|$)|^\.|^@?$/
const notInFolder = /^$|^\/|(?:^|\/)\.\.(?:\/|$)/

const nameMistakes = ({ of: { what, of } }: ObservationLine): readonly Mistake[] => {
  if (what === 'branch') {
    if (!notInBranch.test(of)) return []
    const sentence = `${JSON.stringify(of)} is no name of a branch`
    return [{ sentence, mend: 'Write it as `git branch` does: `main`, without `refs/heads/`.' }]
  }
  if (!notInFolder.test(of)) return []
  const sentence = `${JSON.stringify(of)} is no path in that folder`
  return [{ sentence, mend: 'Write it as seen from the folder: `notes/plan.md`.' }]
}
