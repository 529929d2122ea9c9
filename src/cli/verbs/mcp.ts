/** `firm mcp AGENT`: Firm's MCP server for the window that runs it, until its agent lets go of it. */
import { resolve } from 'node:path'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { mcpForm } from '../../api/verbs/index.ts'
import { openWindowServer } from '../../server/mcp/index.ts'
import { findHome } from '../find-home.ts'
import { doorFileOf } from '../firm-home/index.ts'
import { askDoor } from '../hooking/index.ts'
import { argumentOf, type Verb } from '../verb.ts'

export const mcp: Verb = {
  ...mcpForm,
  run: async (given, surroundings) => {
    const { door } = given.options
    const doorFile =
      door === undefined
        ? doorFileOf(await findHome(surroundings))
        : resolve(surroundings.folder, door)
    const asking = { agent: argumentOf(given, 'agent') ?? '', doorFile, parent: process.ppid }
    const { version } = surroundings
    serveStdio(() =>
      openWindowServer(async (tool, input) => await askDoor(asking, tool, input), { version }),
    )
    // Whoever runs a server ends it by closing its input.
    await new Promise((end) => process.stdin.once('close', end))
    return { exit: 'done', lines: [] }
  },
}
