/** What an agent's configuration runs as its hook. */
import { fileURLToPath } from 'node:url'

/** The words of the command: node, the hook's own program, the agent, and where the keys of the door lie. */
export const hookWords = (agent: string, doorFile: string): readonly string[] => [
  process.execPath,
  hookProgram,
  agent,
  doorFile,
]

/** What an agent's configuration runs as Firm's MCP server: the program itself, which finds the window by its process. */
export const mcpWords = (agent: string, doorFile: string): readonly string[] => [
  process.execPath,
  fileURLToPath(new URL(`../main.${kind}`, import.meta.url)),
  'mcp',
  agent,
  '--door',
  doorFile,
]

const kind = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

/** The file of the hook's own program, as it is built. */
export const hookProgram: string = fileURLToPath(new URL(`../hook.${kind}`, import.meta.url))
