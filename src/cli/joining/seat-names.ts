/** Names for seats: short, easy to tell apart, and nobody else's in the firm. */
import type { AgentName } from '../../host/index.ts'

const names =
  'ada ben cleo dan eva finn gwen hal iris jon kay leo mia ned ona pia quin ray sue tom uma vic wes xia yan zoe'

/** Names that nobody bears yet, as many as are wanted; when the list is spent, numbers follow the agent's name. */
export const freeNames = (
  agent: AgentName,
  count: number,
  taken: ReadonlySet<string>,
): readonly string[] => {
  const listed = names.split(' ')
  const numbered = Array.from({ length: count + taken.size }, (_, at) => `${agent}-${at + 1}`)
  return [...listed, ...numbered].filter((name) => !taken.has(name)).slice(0, count)
}
