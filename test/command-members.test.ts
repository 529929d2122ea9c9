// Commands as members with real programs: shell and Python, well-behaved and not.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openProcesses } from '../src/environments/process/index.ts'
import type { MindAnswer, Processes, TurnView } from '../src/host/ports/index.ts'
import { mindExam } from '../src/testing/mind-exam.ts'
import { commandMind, plainManner, variablesFor } from '../src/minds/command/index.ts'

let folder = ''
let processes: Processes
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firm members-'))
  processes = await openProcesses({ graceMs: 100, lookMs: 20 })
})
afterAll(async () => await rm(folder, { recursive: true, force: true }))

let turns = 0
const viewOf = (): TurnView => ({
  turn: `members-${process.pid}-${(turns += 1)}`,
  member: 'eve',
  role: 'engineer',
  protocol: 'change',
  enactment: 'change/1',
  brief: { text: 'Mend “it”.\n', tokens: 3 },
  known: { work: 'w1' },
  changed: [],
  menu: [{ message: 'accept', schema: { type: 'object' }, summary: 'Accepts.' }],
})
const limits = { timeMs: 5000, outputBytes: 100_000, memoryBytes: 300_000_000, processCount: 60 }

const answerOf = async (
  program: string,
  args: readonly string[],
  more: Partial<typeof limits> = {},
): Promise<MindAnswer> => {
  const manner = plainManner(program, args)
  const mind = commandMind(manner, { processes, limits: { ...limits, ...more } })
  const workplace = { folder, variables: variablesFor(manner, process.env) }
  const signals = { stop: new AbortController().signal, onBreak: () => undefined }
  return await mind.take(viewOf(), workplace, signals)
}

const sent = async (program: string, args: readonly string[]): Promise<unknown> => {
  const answer = await answerOf(program, args)
  return answer.kind === 'send' ? answer.messages : answer
}

const why = async (script: string, more: Partial<typeof limits> = {}): Promise<string> => {
  const answer = await answerOf('sh', ['-c', script], more)
  return answer.kind === 'nothing' ? answer.why : answer.kind
}

test('a shell script and a Python program take a turn', async () => {
  const shell =
    'read -r turn; pwd > where; printf \'%s\\n\' "thinking" \'{"message":"accept","facts":{"plan":"p"}}\''
  expect(await sent('sh', ['-c', shell])).toEqual([{ message: 'accept', facts: { plan: 'p' } }])
  await writeFile(
    join(folder, 'member.py'),
    'import json, sys\nturn = json.load(sys.stdin)\nprint(json.dumps({"message": turn["menu"][0]["message"], "facts": {"plan": turn["brief"]["text"]}}))\n',
  )
  expect(await sent('python3', ['member.py'])).toEqual([
    { message: 'accept', facts: { plan: 'Mend “it”.\n' } },
  ])
})

test('a program that misbehaves is ended, and its turn says how', async () => {
  expect(await why('echo no JSON')).toContain('its last line is no JSON object: "no JSON"')
  expect(await why('echo \'{"pass":"x"}\'; echo broken >&2; exit 7')).toBe(
    'sh ended with 7: broken',
  )
  expect(await why('head -c 10000000 /dev/zero')).toContain('wrote more than 100000 bytes')
  expect(await why('sleep 60', { timeMs: 200 })).toContain('did not answer within 200 ms')
  expect(await why('while :; do sleep 60 & done')).toContain('started more than 60 processes')
  expect(await why('head -c 200000 /dev/urandom | base64', { outputBytes: 500_000 })).toContain(
    'no JSON object',
  )
})

const examined = mindExam(async () => {
  const mindOf = (script: string) =>
    commandMind(plainManner('sh', ['-c', script]), { processes, limits })
  const minds = {
    willing: mindOf('echo \'{"message":"accept","facts":{"plan":"walk"}}\''),
    unwilling: mindOf('echo \'{"pass":"busy"}\''),
    broken: mindOf('kill -9 $$'),
    hanging: mindOf('while :; do sleep 1; done'),
  }
  return await Promise.resolve({
    open: async () => await Promise.resolve(minds),
    dispose: async () => await Promise.resolve(),
  })
})
test.each(examined)('a command: $name', async ({ run }) => {
  await expect(run()).resolves.toBeUndefined()
})
