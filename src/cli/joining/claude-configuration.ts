/** The configuration of Claude Code: hooks over HTTP in the settings that are the person's own in this repository. */
import { join } from 'node:path'
import type { JsonObject } from '../../base/index.ts'
import type { Configuration } from './configuration.ts'
import { type DoorPlace, shellCommand } from './door-place.ts'
import { hookEntry, hookSweeps } from './hook-groups.ts'
import type { JsonSweep } from './json-entries.ts'
import { claudeServerSweeps, claudeToolEntry } from './mcp-entries.ts'

/** Where a person keeps settings of their own in a repository. */
export const claudeHooksFile = (top: string): string => join(top, '.claude', 'settings.local.json')

/** All that we put into files of Claude Code for a repository. */
export const claudeSweeps = (top: string): readonly JsonSweep[] => [
  ...hookSweeps('claude'),
  ...claudeServerSweeps(top),
]

/** The tools that are known to write: without an answer of the door they are refused. */
const writes = 'Edit|Write|MultiEdit|NotebookEdit'

/** Tools that may write: the door sees them, but a dead host does not stop them. */
const mayWrite = 'Bash|PowerShell|Monitor|mcp__.*'

/** `knowsOnFailure` is whether its version refuses when a hook over HTTP fails. */
export const claudeConfiguration = (place: DoorPlace, knowsOnFailure: boolean): Configuration => {
  const { url, header } = place
  const posted: JsonObject = {
    type: 'http',
    url,
    headers: { [header.name]: header.token },
    timeout: 5,
  }
  // The program turns each failure of its own into a refusal, which an older version needs.
  const run = { type: 'command', command: shellCommand(place.command), timeout: 10 }
  return {
    agent: 'claude',
    file: claudeHooksFile(place.top),
    purpose: 'each edit asks the door, and is refused while the door does not answer',
    isSecret: true,
    part: {
      kind: 'json',
      entries: [
        hookEntry('SessionStart', run),
        hookEntry('UserPromptSubmit', posted),
        hookEntry('PreToolUse', knowsOnFailure ? { ...posted, onFailure: 'block' } : run, writes),
        hookEntry('PreToolUse', posted, mayWrite),
        hookEntry('PostToolUse', posted, '*'),
        hookEntry('PostToolUseFailure', posted, '*'),
        hookEntry('Stop', posted),
        hookEntry('SessionEnd', run),
        ...(place.server === undefined ? [] : [claudeToolEntry]),
      ],
      sweeps: claudeSweeps(place.top),
    },
  }
}
