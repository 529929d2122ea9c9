/** What will be run for a member: its exact arguments, its variables, and what it could touch. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { openProcesses } from '../../environments/process/index.ts'
import type { MemberSpec } from '../../kernel/charter/index.ts'
import { variablesFor } from '../../minds/command/index.ts'
import { mannerOf } from '../open-firm/company-minds.ts'
import { findFence, type MemberFinding } from '../open-firm/fence.ts'
import type { ReachNeeds } from '../open-firm/reach-firm.ts'

const isFound = (program: string, search: string): boolean =>
  program.includes('/')
    ? existsSync(program)
    : search.split(delimiter).some((place) => existsSync(join(place, program)))

/** Secrets are shown by name alone. */
const secretName = /KEY|TOKEN|SECRET|PASSWORD/i

/** The lines for a person; `folder` is where they stand, which they will want to know about. */
export const describeProgram = async (
  member: string,
  spec: MemberSpec,
  { needs, folder }: { readonly needs: ReachNeeds; readonly folder: string },
): Promise<readonly string[]> => {
  const { places, variables } = needs
  const manner = mannerOf(spec.mind)
  if (manner === undefined) {
    const said =
      spec.mind.kind === 'script' ? ['is code in the host’s process: it is trusted.'] : []
    return said.map((sentence) => `${member} ${sentence}`)
  }
  const passed = variablesFor(manner, variables)
  const { HOME = '/' } = passed
  const logins = manner.keeps.map(({ path }) => join(HOME, path))
  const finding = await findFence({
    manner,
    places,
    processes: await openProcesses(),
    variables,
    others: [...new Set([places.charterFolder, folder, HOME, ...logins])],
  })
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
    ...reachLines(member, finding),
    '',
  ]
}

/** What was really tried, as this member: nothing is listed that the probe did not do. */
const reachLines = (
  member: string,
  { unfenced, reads, writes, reaches, reachesHere }: MemberFinding,
): readonly string[] => [
  unfenced
    ? `${member} is unfenced: its program can read the firm's own folder, so each of its effects waits for you.`
    : `${member} is fenced: its program sees its worktree, the system read-only, and nothing of the firm.`,
  `  it could read:  ${reads.join(', ') || 'none of the folders asked about'}`,
  `  it could write: ${writes.join(', ') || 'none of the folders asked about'}`,
  `  other machines: ${reaches ? 'it could reach them' : 'no way was found'}`,
  `  this machine:   ${reachesHere ? 'it could reach what listens here' : 'no way was found'}`,
]
