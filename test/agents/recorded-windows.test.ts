/** The hooks that three real windows sent when they wanted one file, through codecs, server and door: one gets it. */
import { afterEach, expect, it } from 'vitest'
import { isJsonObject } from '../../src/base/index.ts'
import { findDoorPort } from '../../src/cli/firm-home/index.ts'
import { claudeHooks, codexHooks, geminiHooks } from '../../src/minds/window/index.ts'
import { serveDoor } from '../../src/server/door/index.ts'
import { simulatedClock } from '../../src/testing/simulated-clock.ts'
import { stageDoor } from '../../src/testing/staged-door.ts'
import { readHooks, type SentHook } from './recorded-hooks.ts'

const hooks = readHooks(new URL('./recorded/three-windows.jsonl', import.meta.url))

const undone: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const undo of undone.splice(0).toReversed()) await undo()
})

const openForThree = async () => {
  const seats = { claude1: 'claude', codex2: 'codex', gemini3: 'gemini' } as const
  const staged = await stageDoor({ seats })
  const port = await findDoorPort()
  const served = await serveDoor({
    port,
    tokens: () => ({ claude: 'token', codex: 'token', gemini: 'token' }),
    door: staged.door,
    codecs: { claude: claudeHooks, codex: codexHooks, gemini: geminiHooks },
    clock: simulatedClock(),
  })
  expect(served.ok).toBe(true)
  undone.push(staged.close, async () => (served.ok ? await served.value.close() : undefined))
  const post = async ({ agent, text }: SentHook): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}/door/${agent}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'firm-token': 'token' },
      body: text,
    })
    return await response.json()
  }
  return { staged, post }
}

/** A hook in a few words: who, at which event, on which file. */
const wordsOf = ({ agent, text }: SentHook): string => {
  const hook: unknown = JSON.parse(text)
  if (!isJsonObject(hook)) return agent
  const { hook_event_name: event, tool_name: tool, tool_input: input } = hook
  const names = [event, tool].filter((name) => typeof name === 'string')
  const file = /[a-z]+\.txt/.exec(JSON.stringify(input ?? ''))?.[0] ?? ''
  return [agent, ...names, file].join(' ').trim()
}

it('gives the file to one, tells the others who has it in the words of their agent, and lets them go elsewhere', async () => {
  const { staged, post } = await openForThree()
  const refused: string[] = []
  for (const hook of hooks) {
    const answer = JSON.stringify(await post(hook))
    if (answer.includes('held by')) refused.push(`${wordsOf(hook)}: ${answer}`)
  }
  expect(refused).toMatchInlineSnapshot(`
    [
      "codex PreToolUse apply_patch a.txt: {"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"a.txt is held by claude1, a window of Claude Code, for “change a.txt, ann” since 2026-01-01T00:00:00Z (edit:claude1-9); it lapses at 2026-01-01T00:10:00Z unless claude1 is heard of before. Nothing was written. Go on with work that needs none of these files, or end your turn and say what you wait for. Do not write them by a shell either. boss can lift a lease: \`firm cancel edit:claude1-9\`."}}",
      "gemini BeforeTool replace a.txt: {"decision":"deny","reason":"a.txt is held by claude1, a window of Claude Code, for “change a.txt, ann” since 2026-01-01T00:00:00Z (edit:claude1-9); it lapses at 2026-01-01T00:10:00Z unless claude1 is heard of before. Nothing was written. Go on with work that needs none of these files, or end your turn and say what you wait for. Do not write them by a shell either. boss can lift a lease: \`firm cancel edit:claude1-9\`."}",
    ]
  `)
  const begun = staged
    .events('message-sent')
    .flatMap(({ message, by, facts }) =>
      message === 'begin' ? [`${by} ${JSON.stringify(facts['paths'])}`] : [],
    )
  expect(begun).toMatchInlineSnapshot(`
    [
      "claude1 ["a.txt"]",
      "gemini3 ["cat.txt"]",
      "codex2 ["ben.txt"]",
    ]
  `)
  expect([...staged.host.state.open.keys()]).toEqual([])
  expect(staged.host.state.leases.size).toBe(0)
})
