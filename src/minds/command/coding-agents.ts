/** Coding agents as commands: `claude -p` and `codex exec`, seen to work with a scripted model only. */
import { isJsonObject, type JsonObject } from '../../base/index.ts'
import type { TurnView } from '../../host/ports/index.ts'
import { type AnswerLine, readAnswerLine } from './answer-line.ts'
import { type Manner, plainPasses, type ReadOutput } from './manner.ts'

/** What can be varied for an agent. */
export interface CodingAgentOptions {
  readonly model?: string
  /** Further arguments, put before the last. */
  readonly args?: readonly string[]
}

const neverReal = 'never run with a real model'

/** Claude Code without a terminal; it may edit files in its worktree, and the host commits. */
export const claude = (options: CodingAgentOptions = {}): Manner => ({
  kind: 'coding-agent',
  program: 'claude',
  args: [
    '-p',
    '--output-format',
    'stream-json',
    '--verbose',
    '--permission-mode',
    'acceptEdits',
    // What a repository brings along runs without asking: hooks and servers planted in a delivery
    // would act in the turn of whoever judges it.
    '--setting-sources',
    'user',
    '--strict-mcp-config',
    ...(options.model === undefined ? [] : ['--model', options.model]),
    ...(options.args ?? []),
  ],
  variables: {
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_TELEMETRY: '1',
    DISABLE_AUTOUPDATER: '1',
  },
  passes: [...plainPasses, 'ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL', 'CLAUDE_CODE_OAUTH_TOKEN'],
  // It renews its login by itself; its settings and hooks stay with the person.
  keeps: [{ path: '.claude/.credentials.json', writable: true }],
  input: describeTurn,
  read: readClaude,
  note: neverReal,
})

/** Codex without a terminal, in its own sandbox: it writes in its worktree only. */
export const codex = (options: CodingAgentOptions = {}): Manner => ({
  kind: 'coding-agent',
  program: 'codex',
  args: [
    'exec',
    '--json',
    '-s',
    'workspace-write',
    // A turn without a worktree, such as one that only answers, stands in an empty folder.
    '--skip-git-repo-check',
    ...['plugins', 'apps', 'remote_plugin'].flatMap((part) => ['--disable', part]),
    ...(options.model === undefined ? [] : ['-m', options.model]),
    ...(options.args ?? []),
    '-',
  ],
  variables: {},
  passes: [...plainPasses, 'CODEX_HOME', 'CODEX_API_KEY', 'OPENAI_API_KEY', 'OPENAI_BASE_URL'],
  keeps: [
    { path: '.codex/auth.json', writable: true },
    { path: '.codex/config.toml', writable: false },
  ],
  input: describeTurn,
  read: readCodex,
  note: neverReal,
})

/** The turn as a text: what changed first, the brief, the menu, and how to answer. */
export const describeTurn = (view: TurnView): string => {
  const changed = view.changed.map((sentence) => `- ${sentence}`)
  const menu = view.menu.map((item) => {
    const opens = item.opens === undefined ? '' : `, "opens": ${JSON.stringify(item.opens)}`
    const shape = `{"message": ${JSON.stringify(item.message)}${opens}, "facts": {…}}`
    return `- ${shape} ${item.summary}\n  facts: ${JSON.stringify(item.schema)}`
  })
  return [
    ...(changed.length === 0 ? [] : ['Changed since your last turn:', ...changed, '']),
    view.brief.text.trimEnd(),
    '',
    `What is known: ${JSON.stringify(view.known)}`,
    '',
    ...(bindsCommit(view) ? writing : reading),
    'Then end with one line of JSON and nothing after it, one of:',
    ...menu,
    '- {"pass": "why you send nothing now"}',
    '',
  ].join('\n')
}

// The brief begins with who is asked and why, so that is not said again.
const writing = [
  'You work in the current folder, a clone of your own. Do not push. What you leave uncommitted is',
  'committed for you; a fact that is a commit may be left out and is then the head of this folder.',
  'Do the work first.',
]

const reading = [
  'Look at what you need in the current folder, if there is anything in it. Nothing that you change',
  'there is delivered by this turn.',
]

/** Whether a message on the menu hands over a commit: only then the folder is there to write in. */
const bindsCommit = ({ menu }: TurnView): boolean =>
  menu.some(({ schema }) => {
    const { properties } = schema
    if (!isJsonObject(properties)) return false
    const facts = Object.values(properties)
    return facts.some((fact) => isJsonObject(fact) && fact['format'] === 'git-commit')
  })

const readClaude = (output: string): ReadOutput => {
  const events = readEvents(output)
  const result = events.findLast((event) => event['type'] === 'result')
  const before = textsOf(events)
  if (result === undefined) return failed('it ended without a result', before)
  const text = typeof result['result'] === 'string' ? result['result'] : ''
  const isError = result['is_error'] === true
  const usage = isJsonObject(result['usage']) ? result['usage'] : {}
  const tokensIn = sumOf(usage, [
    'input_tokens',
    'cache_creation_input_tokens',
    'cache_read_input_tokens',
  ])
  const cost = result['total_cost_usd']
  const spent = typeof cost === 'number' ? millionths(cost) : undefined
  const money = isCount(spent) ? { moneyMillionths: spent, currency: 'USD' } : {}
  // What a failed turn used was spent all the same.
  const use = { ...tokens(usage, tokensIn), ...money }
  if (isError) return failed(`it reports an error: ${text}`, before, use)
  return { answer: readAnswerLine(text).answer, before, use }
}

// What an agent reports is taken off a budget, so what cannot have been used is not believed.
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0

/** Rounded up, so that a budget is never overspent by rounding; digits that binary fractions add are not. */
const millionths = (amount: number): number => Math.ceil(Number((amount * 1e6).toFixed(3)))

const readCodex = (output: string): ReadOutput => {
  const events = readEvents(output)
  const items = events.flatMap(({ type, item }) =>
    type === 'item.completed' && isJsonObject(item) && item['type'] === 'agent_message'
      ? [item]
      : [],
  )
  const texts = items.flatMap(({ text }) => (typeof text === 'string' ? [text] : []))
  const before = texts.join('\n')
  const turn = events.findLast(({ type }) => type === 'turn.completed' || type === 'turn.failed')
  if (turn?.['type'] === 'turn.failed') {
    const { message } = isJsonObject(turn['error']) ? turn['error'] : {}
    const said = typeof message === 'string' ? message : 'its turn failed'
    return failed(`it reports an error: ${said}`, before)
  }
  if (turn === undefined) return failed('it ended without completing', before)
  const usage = isJsonObject(turn['usage']) ? turn['usage'] : {}
  // Codex counts cached tokens within its input tokens, so they are not added.
  const use = tokens(usage, sumOf(usage, ['input_tokens']))
  return { answer: readAnswerLine(texts.at(-1) ?? '').answer, before, use }
}

const readEvents = (output: string): readonly JsonObject[] =>
  output.split('\n').flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line)
      return isJsonObject(value) ? [value] : []
    } catch {
      return []
    }
  })

/** What the assistant wrote on the way, in order. */
const textsOf = (events: readonly JsonObject[]): string =>
  events
    .flatMap(({ type, message }) =>
      type === 'assistant' && isJsonObject(message) && Array.isArray(message['content'])
        ? message['content']
        : [],
    )
    .flatMap((part: unknown) =>
      isJsonObject(part) && typeof part['text'] === 'string' ? [part['text']] : [],
    )
    .join('\n')

const sumOf = (usage: JsonObject, names: readonly string[]): number | undefined => {
  const numbers = names.flatMap((name) => {
    const value = usage[name]
    return isCount(value) ? [value] : []
  })
  return numbers.length === 0 ? undefined : numbers.reduce((sum, value) => sum + value, 0)
}

const tokens = (usage: JsonObject, tokensIn: number | undefined): ReadOutput['use'] => {
  const tokensOut = usage['output_tokens']
  return {
    ...(tokensIn === undefined ? {} : { tokensIn }),
    ...(isCount(tokensOut) ? { tokensOut } : {}),
  }
}

const failed = (why: string, before: string, use: ReadOutput['use'] = {}): ReadOutput => {
  const answer: AnswerLine = { kind: 'nothing', why }
  return { answer, before, use }
}
