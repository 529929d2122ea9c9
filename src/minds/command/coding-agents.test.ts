import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { MindAnswer, TurnView } from '../../host/ports/index.ts'
import { simulatedProcesses } from '../../testing/simulated-processes.ts'
import { claude, codex, commandMind, describeTurn, plainManner, variablesFor } from './index.ts'

const recorded = (name: string): string =>
  readFileSync(new URL(`./recorded/${name}`, import.meta.url), 'utf8')

const delivered = {
  kind: 'send',
  chosen: { message: 'deliver', facts: {} },
  cites: [],
}
const said = 'I look first.\nThe greeting is loud now.\n{"message":"deliver","facts":{}}'

const viewOf = (): TurnView => ({
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
})

test('the arguments of the agents are arrays without a shell, the prompt on standard input', () => {
  expect(claude({ model: 'm' }).args).toMatchInlineSnapshot(`
    [
      "-p",
      "--output-format",
      "stream-json",
      "--verbose",
      "--permission-mode",
      "acceptEdits",
      "--setting-sources",
      "user",
      "--strict-mcp-config",
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

test('a recorded delivery by Claude Code is read, with tokens and money', () => {
  const output = recorded('claude-2.1.330-delivers.jsonl')
  expect(claude().read(output)).toEqual({
    answer: delivered,
    before: said,
    use: { tokensIn: 30, tokensOut: 30, moneyMillionths: 720, currency: 'USD' },
  })
  const wordy = output.replaceAll('{\\"message\\":\\"deliver\\",\\"facts\\":{}}', 'Bye!')
  expect(claude().read(wordy).answer).toEqual({
    kind: 'nothing',
    why: 'its last line is no JSON object: "Bye!"',
  })
})

test('a recorded delivery by Codex is read, with tokens and without money, for it reports none', () => {
  const output = recorded('codex-0.169.0-delivers.jsonl')
  expect(codex().read(output)).toEqual({
    answer: delivered,
    before: said,
    use: { tokensIn: 30, tokensOut: 30 },
  })
  const cut = output.slice(0, output.indexOf('{"type":"turn.completed"'))
  expect(codex().read(cut).answer).toEqual({ kind: 'nothing', why: 'it ended without completing' })
})

test.each(['-5', '1e999', '0.5'])(
  'an amount of %s is none, and counts as not reported',
  (amount) => {
    const usage = `{"input_tokens":${amount},"output_tokens":${amount}}`
    const result = `{"type":"result","result":"{}","usage":${usage},"total_cost_usd":${amount}}`
    const money = amount === '0.5' ? { moneyMillionths: 500_000, currency: 'USD' } : {}
    expect(claude().read(result).use).toEqual(money)
    expect(codex().read(`{"type":"turn.completed","usage":${usage}}`).use).toEqual({})
  },
)

test('an agent that could not reach its model says why, and what it used all the same', async () => {
  const failures = [
    [claude(), 'claude-2.1.330-not-logged-in.jsonl'],
    [codex(), 'codex-0.169.0-refused.jsonl'],
  ] as const
  const answers: MindAnswer[] = []
  for (const [manner, name] of failures) {
    const ended = { output: recorded(name), exitCode: 1 }
    const processes = simulatedProcesses({ [manner.program]: async () => ended })
    const mind = commandMind(manner, { processes, limits: { timeMs: 1, outputBytes: 100_000 } })
    const signals = { stop: new AbortController().signal, onBreak: () => undefined }
    answers.push(await mind.take(viewOf(), { folder: '/w', variables: {} }, signals))
  }
  expect(answers).toEqual([
    {
      kind: 'nothing',
      why: 'claude ended with 1: it reports an error: Not logged in · Please run /login',
      use: { ms: 0, tokensIn: 0, tokensOut: 0, moneyMillionths: 0, currency: 'USD' },
    },
    {
      kind: 'nothing',
      why: 'codex ended with 1: it reports an error: unexpected status 401 Unauthorized: the key is made up, url: http://127.0.0.1:1/bob/v1/responses',
      use: { ms: 0 },
    },
  ])
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
  expect(describeTurn(viewOf())).toMatchInlineSnapshot(`
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

test('a turn that hands over no commit is not told to write', () => {
  const [, ask] = viewOf().menu
  const view = { ...viewOf(), menu: ask === undefined ? [] : [ask] }
  expect(describeTurn(view)).toContain('Nothing that you change\nthere is delivered by this turn.')
})
