import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { TurnView } from '../../host/ports/index.ts'
import { claude, codex, describeTurn, plainManner, variablesFor } from './index.ts'

const recorded = (name: string): string =>
  readFileSync(new URL(`./recorded/${name}`, import.meta.url), 'utf8')

/** The recorded run with another last word, in every place where the agent writes it. */
const ending = (output: string, text: string): string =>
  output.replaceAll('"done"', () => JSON.stringify(text))

const answer = 'I changed a.txt.\n{"message":"deliver","facts":{"note":"ALPHA"}}'
const sent = {
  kind: 'send',
  chosen: { message: 'deliver', facts: { note: 'ALPHA' } },
  cites: [],
}

test('the arguments of the agents are arrays without a shell, the prompt on standard input', () => {
  expect(claude({ model: 'm' }).args).toMatchInlineSnapshot(`
    [
      "-p",
      "--output-format",
      "stream-json",
      "--verbose",
      "--permission-mode",
      "acceptEdits",
      "--model",
      "m",
    ]
  `)
  expect(codex({ args: ['-c', 'a=b'] }).args).toMatchInlineSnapshot(`
    [
      "exec",
      "--json",
      "-s",
      "workspace-write",
      "--skip-git-repo-check",
      "--disable",
      "plugins",
      "--disable",
      "apps",
      "--disable",
      "remote_plugin",
      "-c",
      "a=b",
      "-",
    ]
  `)
})

test('a recorded run of Claude Code is read, with tokens and money', () => {
  const output = recorded('claude-2.1.197.jsonl')
  const { read } = claude()
  expect(read(ending(output, answer))).toEqual({
    answer: sent,
    before: answer,
    use: { tokensIn: 30, tokensOut: 30, moneyMillionths: 900, currency: 'USD' },
  })
  expect(read(output).answer).toMatchInlineSnapshot(`
    {
      "kind": "nothing",
      "why": "its last line is no JSON object: "done"",
    }
  `)
  const failing = output.replace('"is_error":false', '"is_error":true')
  expect(read(failing).answer).toEqual({ kind: 'nothing', why: 'it reports an error: done' })
})

test('a recorded run of Codex is read, with tokens and without money, for it reports none', () => {
  const output = recorded('codex-0.169.0.jsonl')
  const { read } = codex()
  expect(read(ending(output, answer))).toEqual({
    answer: sent,
    before: answer,
    use: { tokensIn: 30, tokensOut: 30 },
  })
  const cut = output.slice(0, output.indexOf('{"type":"turn.completed"'))
  expect(read(ending(cut, answer)).answer).toEqual({
    kind: 'nothing',
    why: 'it ended without completing',
  })
})

test('garbage instead of events is no answer', () => {
  for (const manner of [claude(), codex()]) {
    for (const output of [
      '',
      'oops',
      '{"type":"result"',
      'null\n[]\n"x"\n7',
      '{"type":"result"}',
    ]) {
      expect(manner.read(output).answer.kind).toBe('nothing')
    }
  }
})

test('a program sees only the variables that it is allowed, and never where the firm lives', () => {
  const machine = {
    PATH: '/bin',
    FIRM_HOME: '/x',
    SECRET: 's',
    ANTHROPIC_API_KEY: 'k',
    CODEX_HOME: 'c',
  }
  expect(variablesFor(plainManner('x'), machine)).toEqual({ PATH: '/bin' })
  expect(Object.keys(variablesFor(claude(), machine))).toEqual([
    'PATH',
    'ANTHROPIC_API_KEY',
    'CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC',
    'DISABLE_TELEMETRY',
    'DISABLE_AUTOUPDATER',
  ])
  expect(variablesFor(codex(), machine)).toEqual({ PATH: '/bin', CODEX_HOME: 'c' })
})

test('a turn is told with what changed first and how to answer last', () => {
  const view: TurnView = {
    turn: 't1',
    member: 'eve',
    role: 'engineer',
    protocol: 'change',
    enactment: 'change/1',
    brief: { text: 'Mend the link.', tokens: 4 },
    known: { spec: { paths: ['a.md'] } },
    changed: ['The decision on the colour is now: blue.'],
    menu: [
      {
        message: 'deliver',
        schema: { type: 'object', properties: { result: { format: 'git-commit' } } },
        summary: 'Hands over a commit.',
      },
      { message: 'ask', opens: 'decision', schema: {}, summary: 'Asks the operator.' },
    ],
  }
  expect(describeTurn(view)).toMatchInlineSnapshot(`
    "Changed since your last turn:
    - The decision on the colour is now: blue.

    Mend the link.

    What is known: {"spec":{"paths":["a.md"]}}

    You work in the current folder, a clone of your own. Do not push. What you leave uncommitted is
    committed for you; a fact that is a commit may be left out and is then the head of this folder.
    Do the work first.
    Then end with one line of JSON and nothing after it, one of:
    - {"message": "deliver", "facts": {…}} Hands over a commit.
      facts: {"type":"object","properties":{"result":{"format":"git-commit"}}}
    - {"message": "ask", "opens": "decision", "facts": {…}} Asks the operator.
      facts: {}
    - {"pass": "why you send nothing now"}
    "
  `)
})
