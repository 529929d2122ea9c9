/** What an agent's configuration runs as its hook. */
import { fileURLToPath } from 'node:url'

/** The words of the command: node, the hook's own program, the agent, and where the keys of the door lie. */
export const hookWords = (agent: string, doorFile: string): readonly string[] => [
  process.execPath,
  hookProgram,
  agent,
  doorFile,
]

/** The file of the hook's own program, as it is built. */
export const hookProgram: string = fileURLToPath(
  new URL(`../hook.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url),
)
