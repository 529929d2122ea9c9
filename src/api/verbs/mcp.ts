/** The verb that an agent runs as Firm's MCP server. */
import type { VerbForm } from './verb-form.ts'

export const mcpForm: VerbForm = {
  name: 'mcp',
  summary: 'Serve the tools of a window on standard input and output; agents run it, not people.',
  example: 'firm mcp claude',
  arguments: [{ name: 'agent', summary: 'claude, codex or gemini.', required: true }],
  options: [
    { name: 'door', summary: "The file with the door's keys, unless this firm's.", value: 'FILE' },
  ],
  newcomer: false,
}
