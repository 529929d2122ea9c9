/** The configuration of Codex: command hooks in the repository's own folder, which Codex must be told to trust. */
import { join } from 'node:path'
import type { Configuration } from './configuration.ts'
import { type DoorPlace, shellCommand } from './door-place.ts'
import { hookEntry, hookSweeps } from './hook-groups.ts'

const events = [
  'SessionStart',
  'UserPromptSubmit',
  'PreToolUse',
  'PostToolUse',
  'Stop',
  'SessionEnd',
]

/** Where the hooks of a repository stand. */
export const codexHooksFile = (top: string): string => join(top, '.codex', 'hooks.json')

/** In the repository and not in the person's folder, or each of their repositories would come to this door. */
export const codexConfiguration = (place: DoorPlace): Configuration => ({
  agent: 'codex',
  file: codexHooksFile(place.top),
  purpose: 'each patch and each command asks the door',
  isSecret: false,
  part: {
    kind: 'json',
    entries: events.map((event) =>
      hookEntry(event, { type: 'command', command: shellCommand(place.command), timeout: 10 }),
    ),
    sweeps: hookSweeps('codex'),
  },
})
