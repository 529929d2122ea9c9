/** Whole sessions of the real programs, as their hooks were called: every hook is read as what the window did. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../base/index.ts'
import { claudeHooks, codexHooks, geminiHooks, type HookCodec } from './index.ts'

const hooksOf = (name: string): readonly JsonObject[] =>
  readFileSync(new URL(`./recorded/${name}-session.jsonl`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

const textIn = (hook: JsonObject, field: string): string => {
  const value = hook[field]
  return typeof value === 'string' ? value : ''
}

/** A hook in a line: the event, the tool, the folder where it is not the project's, and the move. */
const lineOf = (codec: HookCodec, hook: JsonObject): string => {
  const read = codec.readHook(hook)
  const { kind, ...rest } = read.kind === 'call' ? read.call.move : { kind: read.kind }
  const folder = textIn(hook, 'cwd')
  const words = [
    textIn(hook, 'hook_event_name'),
    textIn(hook, 'tool_name'),
    ...('agent_id' in hook ? ['(subagent)'] : []),
    ...(folder === '/shop' ? [] : [`in ${folder}`]),
  ]
  const said = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`
  return `${words.filter((word) => word !== '').join(' ')}: ${kind}${said}`
}

const sessionOf = (codec: HookCodec, name: string): readonly string[] =>
  hooksOf(name).map((hook) => lineOf(codec, hook))

describe('a session', () => {
  it('of Claude Code is read', () => {
    expect(sessionOf(claudeHooks, 'claude-2.1.330')).toMatchInlineSnapshot(`
      [
        "SessionStart: started",
        "UserPromptSubmit: prompted {"said":"change it"}",
        "PreToolUse Read: nothing",
        "PostToolUse Read: looked",
        "PreToolUse Write: about-to-write {"paths":["/shop/new dir/n.txt"]}",
        "PostToolUse Write: wrote {"paths":["/shop/new dir/n.txt"]}",
        "PreToolUse Bash: about-to-run {"command":"echo x >> a.txt; exit 3"}",
        "PostToolUseFailure Bash: ran {"command":"echo x >> a.txt; exit 3","failed":true}",
        "PreToolUse Bash: about-to-run {"command":"echo fine"}",
        "PostToolUse Bash: ran {"command":"echo fine","failed":false}",
        "PostToolBatch: nothing",
        "PreToolUse Agent: nothing",
        "SubagentStart (subagent): nothing",
        "PreToolUse Write (subagent): about-to-write {"paths":["/shop/new dir/n.txt"]}",
        "PostToolUse Write (subagent): wrote {"paths":["/shop/new dir/n.txt"]}",
        "Stop: stopping {"said":"done","again":false}",
        "PreToolUse Bash: about-to-run {"command":"mkdir -p sub && cd sub && pwd"}",
        "PostToolUse Bash in /shop/sub: ran {"command":"mkdir -p sub && cd sub && pwd","failed":false}",
        "PreToolUse NotebookEdit in /shop/sub: about-to-write {"paths":["/shop/nb.ipynb"]}",
        "PostToolUse NotebookEdit in /shop/sub: wrote {"paths":["/shop/nb.ipynb"]}",
        "PreToolUse Edit in /shop/sub: about-to-write {"paths":["/shop/a.txt"]}",
        "PostToolUse Edit in /shop/sub: wrote {"paths":["/shop/a.txt"]}",
        "PostToolUse Bash in /shop/sub: ran {"command":"sleep 1; echo bg > bg.txt","failed":false}",
        "SubagentStop (subagent): nothing",
        "Stop: stopping {"said":"done","again":false}",
        "SessionEnd: ended",
      ]
    `)
  })

  it('of Codex is read', () => {
    expect(sessionOf(codexHooks, 'codex-0.169.0')).toMatchInlineSnapshot(`
      [
        "SessionStart: started",
        "UserPromptSubmit: prompted {"said":"change it"}",
        "PreToolUse Bash: about-to-run {"command":"cat a.txt"}",
        "PostToolUse Bash: ran {"command":"cat a.txt","failed":false}",
        "PreToolUse apply_patch: about-to-write {"paths":["a.txt","sub dir/n.txt"]}",
        "PostToolUse apply_patch: wrote {"paths":["a.txt","sub dir/n.txt"]}",
        "PreToolUse apply_patch: about-to-write {"paths":["a.txt"]}",
        "PreToolUse Bash: about-to-write {"paths":["a.txt"]}",
        "PreToolUse Bash: about-to-run {"command":"exit 3"}",
        "PostToolUse Bash: ran {"command":"exit 3","failed":false}",
        "PreToolUse apply_patch: about-to-write {"paths":["sub dir/n.txt"]}",
        "PostToolUse apply_patch: wrote {"paths":["sub dir/n.txt"]}",
        "PreToolUse Bash: about-to-write {"paths":["sub/a.txt"]}",
        "PreToolUse Bash in /shop/sub: about-to-write {"paths":["a.txt"]}",
        "PreToolUse apply_patch: about-to-write {"paths":["a.txt","moved.txt"]}",
        "PostToolUse apply_patch: wrote {"paths":["a.txt","moved.txt"]}",
        "PostToolUse Bash in /shop/sub: ran {"command":"pwd; ls /nonexistent","failed":false}",
        "PreToolUse Bash: about-to-run {"command":"sleep 3; echo long; exit 4"}",
        "PostToolUse Bash: ran {"command":"sleep 3; echo long; exit 4","failed":false}",
        "Stop: stopping {"said":"done","again":false}",
        "SessionEnd: ended",
      ]
    `)
  })

  it('of Gemini CLI is read', () => {
    expect(sessionOf(geminiHooks, 'gemini-0.61.0')).toMatchInlineSnapshot(`
      [
        "SessionStart: started",
        "BeforeAgent: prompted {"said":"change it"}",
        "BeforeTool read_file: nothing",
        "AfterTool read_file: looked",
        "BeforeTool replace: about-to-write {"paths":["/shop/a.txt"]}",
        "AfterTool replace: wrote {"paths":["/shop/a.txt"]}",
        "BeforeTool replace: about-to-write {"paths":["a.txt"]}",
        "AfterTool replace: wrote {"paths":["a.txt"]}",
        "AfterTool replace: looked",
        "BeforeTool write_file: about-to-write {"paths":["/shop/new dir/n.txt"]}",
        "AfterTool write_file: wrote {"paths":["/shop/new dir/n.txt"]}",
        "BeforeTool run_shell_command: about-to-run {"command":"echo x >> a.txt; exit 3"}",
        "AfterTool run_shell_command: ran {"command":"echo x >> a.txt; exit 3","failed":true}",
        "AfterTool run_shell_command: ran {"command":"echo fine","failed":false}",
        "BeforeTool update_topic: nothing",
        "AfterTool update_topic: looked",
        "AfterTool run_shell_command: ran {"command":"echo out; ls /nonexistent; exit 3","failed":true}",
        "AfterTool run_shell_command: ran {"command":"kill -9 $$","failed":true}",
        "AfterTool run_shell_command: ran {"command":"echo \\"Exit Code: 7\\"","failed":false}",
        "AfterTool run_shell_command: ran {"command":"sleep 2; echo x >> a.txt","failed":false}",
        "AfterAgent: stopping {"said":"done","again":false}",
        "SessionEnd: ended",
      ]
    `)
  })
})
