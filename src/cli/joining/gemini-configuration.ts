/** The configuration of Gemini CLI: command hooks in the repository's settings. */
import { join } from 'node:path'
import type { Configuration } from './configuration.ts'
import { type DoorPlace, shellCommand } from './door-place.ts'
import { hookEntry, hookSweeps } from './hook-groups.ts'
import type { JsonSweep } from './json-entries.ts'
import { geminiServerEntry, geminiServerSweep } from './mcp-entries.ts'

/** Where the settings of a repository stand. */
export const geminiSettingsFile = (top: string): string => join(top, '.gemini', 'settings.json')

/** All that we put into the settings of Gemini CLI. */
export const geminiSweeps: readonly JsonSweep[] = [...hookSweeps('gemini'), geminiServerSweep]

/** Tools that write or may write. Those that only look are not slowed before they run. */
const mayWrite = 'replace|write_file|run_shell_command|mcp_.*'

/** Gemini counts in milliseconds. */
const timeout = 10_000

/** Its settings in a repository have no place that is the person's own alone. */
export const geminiConfiguration = (place: DoorPlace): Configuration => {
  const run = { type: 'command', name: 'firm', command: shellCommand(place.command), timeout }
  return {
    agent: 'gemini',
    file: geminiSettingsFile(place.top),
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
        ...(place.server === undefined ? [] : [geminiServerEntry(place)]),
      ],
      sweeps: geminiSweeps,
    },
  }
}
