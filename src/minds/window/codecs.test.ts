/** Hooks of three agents: recorded ones are read, rubbish throws nothing, and refusals stand where each agent looks. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { hookBytesMax } from '../../api/door/index.ts'
import { isJsonObject, type JsonObject } from '../../base/index.ts'
import type { DoorReply, Move } from '../../host/index.ts'
import { claudeHooks, codexHooks, geminiHooks, type HookCall, type HookCodec } from './index.ts'

const codecs = [claudeHooks, codexHooks, geminiHooks]

const recorded = (name: string): { readonly [event: string]: JsonObject } =>
  JSON.parse(readFileSync(new URL(`./recorded/${name}.json`, import.meta.url), 'utf8'))

const hooks = {
  claude: recorded('claude-2.1.330'),
  codex: recorded('codex-0.169.0'),
  gemini: recorded('gemini-0.61.0'),
}

const callOf = (codec: HookCodec, input: unknown): HookCall => {
  const read = codec.readHook(input)
  if (read.kind !== 'call') throw new Error(`${codec.agent} reads ${JSON.stringify(read)}`)
  return read
}

const moveIn = (codec: HookCodec, input: unknown): Move | string => {
  const read = codec.readHook(input)
  if (read.kind === 'call') return read.call.move
  return read.kind === 'nothing' ? 'nothing' : read.place
}

const tool = (event: string, name: string, input: JsonObject): JsonObject => ({
  session_id: 's',
  cwd: '/shop',
  hook_event_name: event,
  tool_name: name,
  tool_input: input,
})

describe('what an agent really sent', () => {
  it('is read as the moves of its window', () => {
    const moves = codecs.map((codec) => [
      codec.agent,
      ...Object.entries(hooks[codec.agent]).map(([event, hook]) => {
        const { call } = callOf(codec, JSON.stringify(hook))
        expect(call).toMatchObject({ agent: codec.agent, folder: '/shop' })
        expect(call.session).toHaveLength(36)
        return `${event}: ${JSON.stringify(call.move)}`
      }),
    ])
    expect(moves).toMatchInlineSnapshot(`
      [
        [
          "claude",
          "PostToolUse: {"kind":"wrote","paths":["/shop/a.txt"]}",
          "SessionEnd: {"kind":"ended"}",
          "SessionStart: {"kind":"started"}",
          "Stop: {"kind":"stopping","said":"done","again":true}",
          "UserPromptSubmit: {"kind":"prompted","said":"change a.txt"}",
        ],
        [
          "codex",
          "PostToolUse: {"kind":"wrote","paths":["a.txt"]}",
          "PreToolUse: {"kind":"about-to-write","paths":["a.txt"]}",
          "SessionEnd: {"kind":"ended"}",
          "SessionStart: {"kind":"started"}",
          "Stop: {"kind":"stopping","said":"done","again":true}",
          "UserPromptSubmit: {"kind":"prompted","said":"change a.txt"}",
        ],
        [
          "gemini",
          "AfterAgent: {"kind":"stopping","said":"done\\ndone","again":true}",
          "AfterTool: {"kind":"wrote","paths":["/shop/a.txt"]}",
          "BeforeAgent: {"kind":"prompted","said":"FIRM: unread letters"}",
          "BeforeTool: {"kind":"about-to-write","paths":["/shop/a.txt"]}",
          "SessionEnd: {"kind":"ended"}",
          "SessionStart: {"kind":"started"}",
        ],
      ]
    `)
  })

  it('bears the same name for a call that is repeated', () => {
    expect(callOf(claudeHooks, hooks.claude['PostToolUse']).use).toBe('toolu_0003028av4h444')
    expect(callOf(geminiHooks, hooks.gemini['AfterTool']).use).toBeUndefined()
  })
})

const shellPatch = (before: string): JsonObject => ({
  command: `${before}apply_patch <<'E'\n*** Begin Patch\n*** Delete File: x\n*** End Patch\nE`,
})

describe('a tool', () => {
  const patch =
    '*** Begin Patch\n*** Add File: new.txt\n+*** Delete File: kept.txt\n*** Update File: a b.txt\n' +
    '*** Move to: moved.txt\n@@\n-old\n+new\n*** Delete File: gone.txt\n*** End Patch\n'
  const paths = ['new.txt', 'a b.txt', 'moved.txt', 'gone.txt']
  it.each<[HookCodec, string, string, JsonObject, Move | string]>([
    [claudeHooks, 'PreToolUse', 'Edit', { file_path: '/shop/a' }, write(['/shop/a'])],
    [claudeHooks, 'PreToolUse', 'Write', { file_path: '/shop/a' }, write(['/shop/a'])],
    [claudeHooks, 'PreToolUse', 'MultiEdit', { file_path: '/shop/a' }, write(['/shop/a'])],
    [claudeHooks, 'PreToolUse', 'NotebookEdit', { notebook_path: '/n' }, write(['/n'])],
    [claudeHooks, 'PreToolUse', 'Edit', { path: '/shop/a' }, 'tool_input.file_path'],
    [claudeHooks, 'PreToolUse', 'Edit', { file_path: 'a\0b' }, 'tool_input.file_path'],
    [claudeHooks, 'PreToolUse', 'Read', { file_path: '/shop/a' }, 'nothing'],
    [claudeHooks, 'PreToolUse', 'Bash', { command: 'ls' }, run('ls')],
    [claudeHooks, 'PreToolUse', 'Bash', {}, 'tool_input.command'],
    [claudeHooks, 'PreToolUse', 'mcp__fs__write', { path: 'a', content: '' }, write(['a'])],
    [claudeHooks, 'PreToolUse', 'mcp__fs__read', { path: 'a' }, 'nothing'],
    [claudeHooks, 'PreToolUse', 'Grep', { path: 'a', text: 'x' }, 'nothing'],
    [claudeHooks, 'PostToolUse', 'Read', {}, { kind: 'looked' }],
    [claudeHooks, 'PostToolUse', 'Edit', {}, { kind: 'looked' }],
    [claudeHooks, 'PostToolUseFailure', 'Edit', { file_path: '/a' }, { kind: 'looked' }],
    [claudeHooks, 'PostToolUseFailure', 'Bash', { command: 'no' }, ran('no', true)],
    [codexHooks, 'PreToolUse', 'apply_patch', { command: patch }, write(paths)],
    [codexHooks, 'PreToolUse', 'apply_patch', { input: patch }, write(paths)],
    [codexHooks, 'PreToolUse', 'apply_patch', { command: 'rubbish' }, 'tool_input'],
    [codexHooks, 'PreToolUse', 'Bash', { command: 'sed -i s/a/b/ a' }, run('sed -i s/a/b/ a')],
    [codexHooks, 'PreToolUse', 'shell', { command: ['bash', '-lc', 'ls'] }, run('bash -lc ls')],
    [codexHooks, 'PreToolUse', 'exec_command', { cmd: 'ls' }, run('ls')],
    [codexHooks, 'PreToolUse', 'Bash', { command: `apply_patch <<'E'\n${patch}E` }, write(paths)],
    [codexHooks, 'PreToolUse', 'Bash', shellPatch("cd 'a b' && "), write(['a b/x'])],
    [codexHooks, 'PreToolUse', 'Bash', shellPatch('cd /shop/c && '), write(['/shop/c/x'])],
    [codexHooks, 'PreToolUse', 'Bash', shellPatch('cd c; cd ../d; '), write(['x', 'd/x'])],
    [codexHooks, 'PreToolUse', 'Bash', shellPatch('(cd c; ls); '), write(['x', 'c/x'])],
    [codexHooks, 'PreToolUse', 'Bash', shellPatch('cd "$HOME" && '), 'tool_input.command'],
    [codexHooks, 'PreToolUse', 'Bash', shellPatch('cd ~/c && '), 'tool_input.command'],
    [geminiHooks, 'BeforeTool', 'replace', { file_path: 'a' }, write(['a'])],
    [geminiHooks, 'BeforeTool', 'write_file', { file_path: 'a' }, write(['a'])],
    [geminiHooks, 'BeforeTool', 'run_shell_command', { command: 'ls' }, run('ls')],
    [geminiHooks, 'BeforeTool', 'read_file', { file_path: 'a' }, 'nothing'],
  ])('of $0.agent at $1 named %s with %j is %j', (codec, event, name, input, move) => {
    expect(moveIn(codec, tool(event, name, input))).toEqual(move)
  })

  it.each<[HookCodec, string, string, JsonObject | string, boolean]>([
    [codexHooks, 'PostToolUse', 'Bash', 'Exit code: 0\nOutput:\nExit code: 1', false],
    [codexHooks, 'PostToolUse', 'Bash', 'Exit code: 1\nOutput:\n', true],
    [codexHooks, 'PostToolUse', 'Bash', 'make: Error\nProcess exited with code 2\n', false],
    [codexHooks, 'PostToolUse', 'Bash', { metadata: { exit_code: 1 } }, true],
    [codexHooks, 'PostToolUse', 'Bash', 'done', false],
    [geminiHooks, 'AfterTool', 'run_shell_command', { error: { message: 'no' } }, true],
    [geminiHooks, 'AfterTool', 'run_shell_command', { llmContent: 'yes' }, false],
    [claudeHooks, 'PostToolUse', 'Bash', { interrupted: true }, true],
    [claudeHooks, 'PostToolUse', 'Bash', { interrupted: false }, false],
  ])(
    'of $0.agent at $1 named %s that answered %j has failed: %s',
    (codec, event, name, response, failed) => {
      const hook = { ...tool(event, name, { command: 'make' }), tool_response: response }
      expect(moveIn(codec, hook)).toEqual(ran('make', failed))
    },
  )
})

function write(paths: readonly string[]): Move {
  return { kind: 'about-to-write', paths }
}

function run(command: string): Move {
  return { kind: 'about-to-run', command }
}

function ran(command: string, failed: boolean): Move {
  return { kind: 'ran', command, failed }
}

describe('a reply', () => {
  const before: { readonly [agent: string]: JsonObject } = {
    claude: tool('PreToolUse', 'Edit', { file_path: 'a' }),
    codex: tool('PreToolUse', 'apply_patch', { command: '*** Update File: a' }),
    gemini: tool('BeforeTool', 'replace', { file_path: 'a' }),
  }
  const jsonOf = (codec: HookCodec, input: unknown, reply: DoorReply): JsonObject => {
    const answer = codec.writeReply(callOf(codec, input), reply)
    expect(answer).toMatchObject({ exitCode: 0, complaint: '' })
    return answer.json
  }
  const refusal: DoorReply = { kind: 'refuse', because: 'bob holds a', told: ['we use pnpm'] }
  const news: DoorReply = { kind: 'allow', told: ['we use pnpm', ' ', 'the goal changed'] }

  test('that refuses a write stands where each agent looks for it', () => {
    expect(codecs.map((codec) => jsonOf(codec, before[codec.agent], refusal)))
      .toMatchInlineSnapshot(`
        [
          {
            "hookSpecificOutput": {
              "additionalContext": "we use pnpm",
              "hookEventName": "PreToolUse",
              "permissionDecision": "deny",
              "permissionDecisionReason": "bob holds a",
            },
          },
          {
            "hookSpecificOutput": {
              "hookEventName": "PreToolUse",
              "permissionDecision": "deny",
              "permissionDecisionReason": "bob holds a
        we use pnpm",
            },
          },
          {
            "decision": "deny",
            "reason": "bob holds a
        we use pnpm",
          },
        ]
      `)
  })

  test('that allows never decides in the place of the person, and tells what there is to tell', () => {
    const told = codecs.map((codec) => jsonOf(codec, before[codec.agent], news))
    expect(told).toMatchInlineSnapshot(`
      [
        {
          "hookSpecificOutput": {
            "additionalContext": "we use pnpm
      the goal changed",
            "hookEventName": "PreToolUse",
          },
        },
        {
          "hookSpecificOutput": {
            "additionalContext": "we use pnpm
      the goal changed",
            "hookEventName": "PreToolUse",
          },
        },
        {},
      ]
    `)
    const quiet: DoorReply = { kind: 'allow', told: [] }
    expect(codecs.map((codec) => jsonOf(codec, before[codec.agent], quiet))).toEqual([{}, {}, {}])
  })

  test('to every other event is told where the agent shows it, and left out where it does not', () => {
    const shown = codecs.map((codec) => [
      codec.agent,
      ...Object.entries(hooks[codec.agent]).flatMap(([event, hook]) => {
        const { call } = callOf(codec, hook)
        const json = jsonOf(codec, hook, news)
        const isTold = JSON.stringify(json).includes('we use pnpm\\nthe goal changed')
        expect(Object.keys(json)).toHaveLength(isTold ? 1 : 0)
        expect(call.deaf).toBe(isTold ? undefined : true)
        return isTold ? [event] : []
      }),
    ])
    expect(shown).toEqual([
      ['claude', 'PostToolUse', 'SessionStart', 'UserPromptSubmit'],
      ['codex', 'PostToolUse', 'PreToolUse', 'SessionStart', 'UserPromptSubmit'],
      ['gemini', 'AfterTool', 'BeforeAgent', 'SessionStart'],
    ])
  })

  test('sends a window on once when it would stop, and then lets it go', () => {
    for (const [codec, event, decision] of [
      [claudeHooks, 'Stop', 'block'],
      [codexHooks, 'Stop', 'block'],
      [geminiHooks, 'AfterAgent', 'deny'],
    ] as const) {
      const hook = { ...hooks[codec.agent][event], stop_hook_active: false }
      const because = 'bob holds a\nwe use pnpm'
      expect(jsonOf(codec, hook, refusal)).toEqual({ decision, reason: because })
      expect(jsonOf(codec, { ...hook, stop_hook_active: true }, refusal)).toEqual({})
    }
  })

  test('never takes a prompt from the person, though it refuses', () => {
    for (const [codec, event] of [
      [claudeHooks, 'UserPromptSubmit'],
      [codexHooks, 'UserPromptSubmit'],
      [geminiHooks, 'BeforeAgent'],
    ] as const) {
      const additionalContext = 'bob holds a\nwe use pnpm'
      expect(jsonOf(codec, hooks[codec.agent][event], refusal)).toEqual({
        hookSpecificOutput: { hookEventName: event, additionalContext },
      })
    }
  })
})

describe('what cannot be read', () => {
  const refuses = (codec: HookCodec, json: JsonObject): boolean =>
    codec.agent === 'gemini'
      ? json['decision'] === 'deny'
      : isJsonObject(json['hookSpecificOutput']) &&
        json['hookSpecificOutput']['permissionDecision'] === 'deny'

  it.each([
    ['nothing at all', '', 'the input'],
    ['half an object', '{"hook_event_name":"PreTool', 'the input'],
    ['a list', '[]', 'the input'],
    ['an object without an event', '{}', 'hook_event_name'],
    ['an event that is no text', '{"hook_event_name":7}', 'hook_event_name'],
    ['an event from a prototype', '{"__proto__":{"hook_event_name":"Stop"}}', 'hook_event_name'],
    ['10 MB', JSON.stringify({ text: 'x'.repeat(10_000_000) }), 'the input'],
    ['more bytes than characters', `"${'€'.repeat(hookBytesMax / 2)}"`, 'the input'],
    ['a thousand thousand brackets', '['.repeat(1_000_000), 'the input'],
  ])('refuses in words and by the exit code: %s', (_, input, place) => {
    for (const codec of codecs) {
      const read = codec.readHook(input)
      expect(read).toMatchObject({ kind: 'unreadable', place })
      if (read.kind !== 'unreadable') continue
      expect(refuses(codec, read.answer.json)).toBe(true)
      expect(read.answer.exitCode).toBe(2)
      expect(read.answer.complaint).toContain(`of ${codec.agent}: ${place}:`)
    }
  })

  it('is not parsed where it is too long', () => {
    const long = `${' '.repeat(hookBytesMax)}{`
    const answers = codecs.map((codec) => codec.readHook(long))
    for (const read of answers) {
      expect(JSON.stringify(read)).toContain(`it is longer than ${hookBytesMax} bytes`)
    }
  })

  it('is refused before a tool, and only said at other events', () => {
    for (const codec of codecs) {
      for (const [event, hook] of Object.entries(hooks[codec.agent])) {
        for (const field of ['session_id', 'cwd']) {
          const read = codec.readHook({ ...hook, [field]: 1 })
          expect(read).toMatchObject({ kind: 'unreadable', place: field })
          if (read.kind !== 'unreadable') continue
          const isBefore = event === 'PreToolUse' || event === 'BeforeTool'
          expect(refuses(codec, read.answer.json)).toBe(isBefore)
          expect(read.answer.exitCode).toBe(0)
          expect('decision' in read.answer.json).toBe(isBefore && codec.agent === 'gemini')
        }
      }
    }
  })

  it('is no event that we have never seen: that one is let go', () => {
    for (const codec of codecs) {
      const hook = { session_id: 's', cwd: '/', hook_event_name: 'TeammateIdle' }
      expect(codec.readHook(hook)).toEqual({
        kind: 'nothing',
        answer: { json: {}, exitCode: 0, complaint: '' },
      })
    }
  })
})

describe('whatever comes in', () => {
  const names = fc.constantFrom(
    ...'Edit Write Bash apply_patch replace write_file run_shell_command constructor'.split(' '),
    '',
  )
  const events = fc.constantFrom(
    ...codecs.flatMap(({ agent }) => Object.keys(hooks[agent])),
    'toString',
    '__proto__',
  )
  const either = <T>(wanted: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 4, arbitrary: wanted }, { weight: 1, arbitrary: fc.jsonValue() })
  const input = fc.record(
    {
      file_path: either(fc.string({ unit: 'binary' })),
      notebook_path: either(fc.string()),
      path: either(fc.string()),
      content: either(fc.string()),
      command: either(fc.oneof(fc.string(), fc.array(fc.string()))),
    },
    { requiredKeys: [] },
  )
  const hook = fc.record(
    {
      session_id: either(fc.string()),
      cwd: either(fc.string()),
      hook_event_name: either(events),
      tool_name: either(names),
      tool_input: either(input),
      tool_response: fc.jsonValue(),
      stop_hook_active: either(fc.boolean()),
      last_assistant_message: either(fc.string()),
      prompt_response: either(fc.string()),
    },
    { requiredKeys: ['session_id', 'cwd', 'hook_event_name', 'tool_name', 'tool_input'] },
  )

  it('nothing throws, and a write is refused, understood, or names a file', () => {
    const isBefore = new Set(['about-to-write', 'about-to-run'])
    fc.assert(
      fc.property(fc.constantFrom(...codecs), hook, fc.boolean(), (codec, value, asText) => {
        const read = codec.readHook(asText ? JSON.stringify(value) : value)
        if (read.kind !== 'call') return
        const { move } = read.call
        const refused = codec.writeReply(read, { kind: 'refuse', because: 'no', told: [] })
        const allowed = codec.writeReply(read, { kind: 'allow', told: ['news'] })
        expect(JSON.stringify(refused.json).includes('deny')).toBe(
          isBefore.has(move.kind) ||
            (move.kind === 'stopping' && !move.again && codec.agent === 'gemini'),
        )
        expect(JSON.stringify(allowed.json)).not.toMatch(/deny|block|"permissionDecision"|continue/)
        expect(move).not.toEqual({ kind: 'about-to-write', paths: [] })
      }),
      { numRuns: 1000 },
    )
  })

  it('of any JSON, nothing throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...codecs), fc.json(), fc.string(), (codec, json, text) => {
        expect(codec.readHook(json).kind).not.toBe('call')
        expect(codec.readHook(text).kind).not.toBe('call')
      }),
    )
  })
})
