/** `firm doctor`: looks whether this machine has what Firm needs. */
import { type Finding } from '../../api/index.ts'
import { doctorForm } from '../../api/verbs/index.ts'
import { examine, isFit } from '../doctor/index.ts'
import { findHome } from '../find-home.ts'
import type { Verb } from '../verb.ts'

const linesOf = (findings: readonly Finding[]): readonly string[] => {
  const width = Math.max(...findings.map(({ what }) => what.length))
  return findings.flatMap(({ what, health, found, mend }) => [
    `${health.padEnd('missing'.length)}  ${what.padEnd(width)}  ${found}`,
    ...(mend === undefined ? [] : [`${' '.repeat('missing'.length + width + 4)}${mend}`]),
  ])
}

export const doctor: Verb = {
  ...doctorForm,
  run: async (_given, surroundings) => {
    const findings = await examine(surroundings.machine, await findHome(surroundings))
    const json = findings.map((finding) => ({ ...finding }))
    return { exit: isFit(findings) ? 'done' : 'refused', lines: linesOf(findings), json }
  },
}
