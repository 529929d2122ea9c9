/** The hooks of Claude Code, as 2.1.330 calls and reads them. */
import type { HookCodec } from './hook.ts'
import { codecOf } from './hook-form.ts'
import { isJsonObject } from '../../base/index.ts'

/** Reads and answers them. A subagent bears the session of its window, so it is that window. */
export const claudeHooks: HookCodec = codecOf({
  agent: 'claude',
  occasions: new Map([
    ['SessionStart', 'start'],
    ['UserPromptSubmit', 'prompt'],
    ['PreToolUse', 'before-tool'],
    ['PostToolUse', 'after-tool'],
    ['PostToolUseFailure', 'after-failed-tool'],
    ['Stop', 'stop'],
    ['SessionEnd', 'end'],
  ]),
  tools: {
    writes: new Map([
      ['Edit', 'file_path'],
      ['Write', 'file_path'],
      ['MultiEdit', 'file_path'],
      ['NotebookEdit', 'notebook_path'],
    ]),
    patches: new Set(),
    runs: new Set(['Bash', 'PowerShell', 'Monitor']),
    reads: new Set(['Read', 'Glob', 'Grep', 'LS', 'NotebookRead', 'WebFetch', 'WebSearch', 'LSP']),
  },
  // What is told at a stop would start another round, and round again.
  deaf: new Set(['stop', 'end']),
  hasFailed: (response) => isJsonObject(response) && response['interrupted'] === true,
  saidField: 'last_assistant_message',
  // At top level the decision is ignored, and `continue: false` lets the edit through.
  refuseTool: (because, told) => ({
    hookSpecificOutput: {
      hookEventName: 'PreToolUse',
      permissionDecision: 'deny',
      permissionDecisionReason: because,
      ...(told.length === 0 ? {} : { additionalContext: told.join('\n') }),
    },
  }),
  sendBack: (because) => ({ decision: 'block', reason: because }),
  // No decision: the agent's own rules and its person decide as they would without us.
  tell: (event, told) => ({
    hookSpecificOutput: { hookEventName: event, additionalContext: told.join('\n') },
  }),
})
