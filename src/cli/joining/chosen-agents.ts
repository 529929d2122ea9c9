/** Which agents a command means: those it names, or all that are installed. */
import type { AgentName } from '../../host/index.ts'
import { WrongUsageError } from '../reading.ts'
import type { Surroundings } from '../surroundings.ts'
import type { Given } from '../verb.ts'
import { agentNames, agentTitles, findAgents, type FoundAgent } from './found-agents.ts'

/** The agents that a command names; undefined where it names none. */
export const agentsNamed = ({ arguments: given }: Given): readonly AgentName[] | undefined => {
  const words = given['agent'] ?? []
  if (words.length === 0) return undefined
  return [...new Set(words)].map((word) => {
    const agent = agentNames.find((name) => name === word)
    if (agent !== undefined) return agent
    throw new WrongUsageError(`there is no agent ${word}`, `Name some of ${agentNames.join(', ')}.`)
  })
}

/** The agents to join. One that is named and not installed is refused, and so are none at all. */
export const agentsIn = async (
  given: Given,
  { variables, machine }: Surroundings,
): Promise<readonly FoundAgent[]> => {
  const named = agentsNamed(given)
  const found = await findAgents(variables['PATH'] ?? '', machine.outputOf)
  const chosen = found.filter(({ agent }) => named === undefined || named.includes(agent))
  const missing = (named ?? []).filter((name) => chosen.every(({ agent }) => agent !== name))
  if (missing.length === 0 && chosen.length > 0) return chosen
  const titles = (missing.length === 0 ? agentNames : missing).map((agent) => agentTitles[agent])
  throw new WrongUsageError(
    `no program of ${titles.join(' or ')} is on the path`,
    'Install it, or put the folder of its program on PATH.',
  )
}
