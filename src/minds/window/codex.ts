/** The hooks of Codex, as 0.169 calls and reads them. */
import { isJsonObject, type Json } from '../../base/index.ts'
import type { HookCodec } from './hook.ts'
import { codecOf } from './hook-form.ts'

/** Reads and answers them. Its edits are patches, whose paths stand in their text. */
export const codexHooks: HookCodec = codecOf({
  agent: 'codex',
  occasions: new Map([
    ['SessionStart', 'start'],
    ['UserPromptSubmit', 'prompt'],
    ['PreToolUse', 'before-tool'],
    ['PostToolUse', 'after-tool'],
    ['Stop', 'stop'],
    ['SessionEnd', 'end'],
  ]),
  tools: {
    writes: new Map(),
    patches: new Set(['apply_patch']),
    runs: new Set([
      'Bash',
      'exec_command',
      'shell',
      'shell_command',
      'local_shell',
      'container.exec',
    ]),
    reads: new Set(['view_image', 'read_file', 'list_dir', 'grep_files', 'web_search']),
  },
  deaf: new Set(['stop', 'end']),
  hasFailed: (response) => hasFailed(response),
  saidField: 'last_assistant_message',
  // What is told beside a refusal goes into its reason: only that is known to arrive.
  refuseTool: (because, told) => ({
    hookSpecificOutput: {
      hookEventName: 'PreToolUse',
      permissionDecision: 'deny',
      permissionDecisionReason: [because, ...told].join('\n'),
    },
  }),
  sendBack: (because) => ({ decision: 'block', reason: because }),
  tell: (event, told) => ({
    hookSpecificOutput: { hookEventName: event, additionalContext: told.join('\n') },
  }),
})

/**
 * A patch answers in text that begins with its exit code, older versions in fields. A command answers with what
 * it printed and nothing else, so that nobody can tell from its hook that it failed.
 */
const hasFailed = (response: Json | undefined): boolean => {
  if (typeof response === 'string') {
    const code = /^Exit code: (-?\d+)/.exec(response)?.[1]
    return code !== undefined && code !== '0'
  }
  if (!isJsonObject(response)) return false
  const { metadata } = response
  const code = response['exit_code'] ?? (isJsonObject(metadata) ? metadata['exit_code'] : undefined)
  return typeof code === 'number' && code !== 0
}
