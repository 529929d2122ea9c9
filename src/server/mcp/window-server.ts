/** Firm's MCP server for windows: five tools, each answered by the firm. What a tool does is decided there, not here. */
import { McpServer } from '@modelcontextprotocol/server'
import {
  type WindowToolAnswer,
  windowToolInputs,
  windowToolWords,
} from '../../api/window-tools/index.ts'

/** Asks the firm in the window's name. What fails on the way is an answer too. */
export type AskFirm = (tool: string, input: unknown) => Promise<WindowToolAnswer>

/** What the program says of itself. */
export interface ServerNaming {
  readonly version: string
}

/** A server for one connection. It speaks the revision of 2026-07-28 and those before it. */
export const openWindowServer = (ask: AskFirm, { version }: ServerNaming): McpServer => {
  const server = new McpServer({ name: 'firm', version })
  const answer = async (tool: string, input: unknown) => {
    const { ok, text } = await ask(tool, input)
    return { content: [{ type: 'text' as const, text }], ...(ok ? {} : { isError: true }) }
  }
  for (const [name, inputSchema] of Object.entries(windowToolInputs)) {
    const config = { description: wordsOf(name), inputSchema, annotations: annotationsOf(name) }
    server.registerTool(name, config, async (input: unknown) => await answer(name, input))
  }
  return server
}

const wordsOf = (name: string): string =>
  Object.entries(windowToolWords).find(([tool]) => tool === name)?.[1] ?? ''

const reading: ReadonlySet<string> = new Set(['who_is_on', 'what_stands'])

// Nothing here reaches beyond the firm, and what was given back or said is never lost.
const annotationsOf = (name: string) => ({
  readOnlyHint: reading.has(name),
  destructiveHint: false,
  openWorldHint: false,
})
