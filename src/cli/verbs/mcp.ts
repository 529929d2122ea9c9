/** `firm mcp AGENT`: Firm's MCP server for the window that runs it, until its agent lets go of it. */
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { mcpForm } from '../../api/verbs/index.ts'
import { openWindowServer } from '../../server/mcp/index.ts'
import { askDoor } from '../hooking/index.ts'
import { namedWindow } from '../hooking/named-window.ts'
import type { Verb } from '../verb.ts'

export const mcp: Verb = {
  ...mcpForm,
  run: async (given, surroundings) => {
    const asking = { ...(await namedWindow(given, surroundings)), parent: process.ppid }
    const { version } = surroundings
    serveStdio(() =>
      openWindowServer(async (tool, input) => await askDoor(asking, tool, input), { version }),
    )
    // Whoever runs a server ends it by closing its input; a file that is its input ends and is never closed.
    await new Promise((end) => process.stdin.once('close', end).once('end', end))
    return { exit: 'done', lines: [] }
  },
}
