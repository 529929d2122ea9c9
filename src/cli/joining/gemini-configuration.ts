/** The configuration of Gemini CLI: command hooks in the repository's settings. */
import { join } from 'node:path'
import type { Configuration } from './configuration.ts'
import { type DoorPlace, shellCommand } from './door-place.ts'
import { hookEntry, hookSweeps } from './hook-groups.ts'

/** Tools that write or may write. Those that only look are not slowed before they run. */
const mayWrite = 'replace|write_file|run_shell_command|mcp_.*'

/** Gemini counts in milliseconds. */
const timeout = 10_000

/** Its settings in a repository have no place that is the person's own alone. */
export const geminiConfiguration = (place: DoorPlace): Configuration => {
  const run = { type: 'command', name: 'firm', command: shellCommand(place.command), timeout }
  return {
    agent: 'gemini',
    file: join(place.top, '.gemini', 'settings.json'),
    purpose: 'each edit and each command asks the door',
    isSecret: false,
    part: {
      kind: 'json',
      entries: [
        hookEntry('SessionStart', run),
        hookEntry('BeforeAgent', run),
        hookEntry('BeforeTool', run, mayWrite),
        hookEntry('AfterTool', run),
        hookEntry('AfterAgent', run),
        hookEntry('SessionEnd', run),
      ],
      sweeps: hookSweeps('gemini'),
    },
  }
}
