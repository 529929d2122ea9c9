/** The hooks of Gemini CLI, as 0.61 calls and reads them. Under ACP it calls none. */
import { isJsonObject, type JsonObject } from '../../base/index.ts'
import type { HookCodec } from './hook.ts'
import { codecOf } from './hook-form.ts'

/** Reads and answers them. */
export const geminiHooks: HookCodec = codecOf({
  agent: 'gemini',
  occasions: new Map([
    ['SessionStart', 'start'],
    ['BeforeAgent', 'prompt'],
    ['BeforeTool', 'before-tool'],
    ['AfterTool', 'after-tool'],
    ['AfterAgent', 'stop'],
    ['SessionEnd', 'end'],
  ]),
  tools: {
    writes: new Map([
      ['replace', 'file_path'],
      ['write_file', 'file_path'],
    ]),
    patches: new Set(),
    runs: new Set(['run_shell_command']),
    reads: new Set([
      'read_file',
      'read_many_files',
      'list_directory',
      'glob',
      'grep_search',
      'search_file_content',
      'web_fetch',
      'google_web_search',
    ]),
  },
  // It does not show its model what is told before a tool.
  deaf: new Set(['before-tool', 'stop', 'end']),
  hasFailed: (response) => isJsonObject(response) && hasFailed(response),
  saidField: 'prompt_response',
  refuseTool: (because, told) => ({ decision: 'deny', reason: [because, ...told].join('\n') }),
  sendBack: (because) => ({ decision: 'deny', reason: because }),
  tell: (event, told) => ({
    hookSpecificOutput: { hookEventName: event, additionalContext: told.join('\n') },
  }),
})

// A command that ended badly is no error of the tool: it says so above the number of its processes.
const endedBadly = /\n(?:Exit Code: -?\d+|Signal: \S+)\n(?:[^\n]*\n)?Process Group PGID: /

const hasFailed = ({ error, llmContent }: JsonObject): boolean =>
  (error ?? null) !== null || (typeof llmContent === 'string' && endedBadly.test(llmContent))
