/** Whose hook or server a command runs, and where the door is told: what `firm hook` and `firm mcp` have in common. */
import { resolve } from 'node:path'
import type { AgentName } from '../../host/index.ts'
import { findHome } from '../find-home.ts'
import { doorFileOf } from '../firm-home/index.ts'
import { agentsNamed } from '../joining/chosen-agents.ts'
import { WrongUsageError } from '../reading.ts'
import type { Surroundings } from '../surroundings.ts'
import type { Given } from '../verb.ts'

/** An agent, and the file that tells where the door is and by which token it opens. */
export interface NamedWindow {
  readonly agent: AgentName
  readonly doorFile: string
}

/** The agent that the command names, and the door of the firm that is meant unless `--door` names its file. */
export const namedWindow = async (
  given: Given,
  surroundings: Surroundings,
): Promise<NamedWindow> => {
  const [agent] = agentsNamed(given) ?? []
  if (agent === undefined)
    throw new WrongUsageError('no agent is named', 'Name it: firm hook claude.')
  const { door } = given.options
  const doorFile =
    door === undefined
      ? doorFileOf(await findHome(surroundings))
      : resolve(surroundings.folder, door)
  return { agent, doorFile }
}
