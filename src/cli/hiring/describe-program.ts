/** What will be run for a member: its exact arguments, its variables, and what it could touch. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { openProcesses } from '../../environments/process/index.ts'
import type { MemberSpec } from '../../kernel/charter/index.ts'
import { variablesFor } from '../../minds/command/index.ts'
import { findFence, mannerOf, type ReachNeeds } from '../open-firm/index.ts'

const isFound = (program: string, search: string): boolean =>
  program.includes('/')
    ? existsSync(program)
    : search.split(delimiter).some((place) => existsSync(join(place, program)))

/** Secrets are shown by name alone. */
const secretName = /KEY|TOKEN|SECRET|PASSWORD/i

/** The lines for a person; none for a member that is no program. */
export const describeProgram = async (
  member: string,
  spec: MemberSpec,
  { places, variables }: ReachNeeds,
): Promise<readonly string[]> => {
  const manner = mannerOf(spec.mind)
  if (manner === undefined) {
    const said =
      spec.mind.kind === 'script' ? ['is code in the host’s process: it is trusted.'] : []
    return said.map((sentence) => `${member} ${sentence}`)
  }
  const passed = variablesFor(manner, variables)
  const finding = await findFence({
    home: places.home,
    others: [places.charterFolder, variables['HOME'] ?? '/'],
    processes: await openProcesses(),
    variables: passed,
  })
  const unfenced = finding.reads.includes(places.home)
  return [
    `${member} runs: ${JSON.stringify([manner.program, ...manner.args])}`,
    'with the variables:',
    ...Object.entries(passed).map(([name, value]) =>
      secretName.test(name) ? `  ${name} (its value is not shown)` : `  ${name}=${value}`,
    ),
    ...(manner.note === undefined ? [] : [`It was ${manner.note}.`]),
    ...(isFound(manner.program, passed['PATH'] ?? '')
      ? []
      : [`There is no program ${manner.program} here: install it before ${member} gets work.`]),
    ...(unfenced
      ? [
          `${member} is unfenced: its program can read the firm's own folder, so each of its effects waits for you.`,
          `  it could read:  ${finding.reads.join(', ')}`,
          `  it could write: ${finding.writes.join(', ') || 'none of these'}`,
          `  other machines: ${finding.reaches ? 'it could reach them' : 'no way was found'}`,
        ]
      : []),
    '',
  ]
}
