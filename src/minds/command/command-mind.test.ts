import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import type {
  MindAnswer,
  ProcessOrder,
  ProcessResult,
  TurnSignals,
  TurnView,
} from '../../host/ports/index.ts'
import { simulatedProcesses } from '../../testing/simulated-processes.ts'
import { commandMind, plainManner } from './index.ts'

const view: TurnView = {
  turn: 't1',
  member: 'eve',
  role: 'engineer',
  protocol: 'change',
  enactment: 'change/1',
  brief: { text: 'Mend it.', tokens: 3 },
  known: { work: 'w1' },
  changed: [],
  menu: [{ message: 'accept', schema: { type: 'object' }, summary: 'Accepts.' }],
}
const limits = { timeMs: 1000, outputBytes: 1000, memoryBytes: 5, processCount: 2 }
const workplace = { folder: '/somewhere', variables: { PATH: '/bin' } }

const quiet = (): TurnSignals => ({ stop: new AbortController().signal, onBreak: () => undefined })

const answerOf = async (
  ended: string | Partial<ProcessResult>,
  signals: TurnSignals = quiet(),
): Promise<MindAnswer> => {
  const processes = simulatedProcesses({ tool: async () => await Promise.resolve(ended) })
  return await commandMind(plainManner('tool'), { processes, limits }).take(
    view,
    workplace,
    signals,
  )
}

test('a program gets the turn as one JSON object on its input, in its worktree', async () => {
  const orders: ProcessOrder[] = []
  const processes = simulatedProcesses({
    tool: async (order) => {
      orders.push(order)
      return await Promise.resolve('{"message":"accept"}')
    },
  })
  const mind = commandMind(plainManner('tool', ['a b']), { processes, limits })
  await mind.take(view, workplace, quiet())
  expect(orders[0]).toMatchObject({ args: ['a b'], folder: '/somewhere' })
  expect(orders[0]?.input.trim().split('\n')).toHaveLength(1)
  expect(JSON.parse(orders[0]?.input ?? '')).toEqual(view)
  await mind.take(view, { variables: {} }, quiet())
  await mind.take(view, { ...workplace, folder: '/elsewhere' }, quiet())
  await mind.take(view, { ...workplace, mark: 'given' }, quiet())
  const marks = orders.map(({ mark }) => mark)
  expect(new Set(marks).size).toBe(4)
  expect(marks[3]).toBe('given')
  expect(orders[1]?.folder).toContain('firm-turn-')
  expect(existsSync(orders[1]?.folder ?? '')).toBe(false)
})

test('an answer carries what was written on the way and who was ended after it', async () => {
  const escaped = [{ pid: 7, name: 'sleep' }]
  const output = 'hello\n{"message":"accept","facts":{"plan":"p"}}\n'
  expect(await answerOf({ output, errorOutput: 'careful\n', escaped, ms: 12 })).toEqual({
    kind: 'send',
    messages: [{ message: 'accept', facts: { plan: 'p' } }],
    cites: [],
    use: { ms: 12 },
    notes: ['hello', 'careful', 'Ended after it: sleep (7).'],
  })
})

test('a program that does not end well has not answered, whatever its last line says', async () => {
  const output = '{"message":"accept","facts":{}}'
  const whys: string[] = []
  const ends: readonly Partial<ProcessResult>[] = [
    { output, exitCode: 3, errorOutput: 'warning\nno such model\n' },
    { output, exitCode: null },
    { output, end: 'time' },
    { output, end: 'memory' },
    { output, end: 'processes' },
    { output: 'x'.repeat(2000) },
    { output: 'no answer' },
  ]
  for (const ended of ends) {
    const answer = await answerOf(ended)
    whys.push(answer.kind === 'nothing' ? answer.why : answer.kind)
  }
  expect(whys).toMatchInlineSnapshot(`
    [
      "tool ended with 3: no such model",
      "tool ended with a signal",
      "tool did not answer within 1000 ms and was ended",
      "tool used more than 5 bytes of memory and was ended",
      "tool started more than 2 processes and was ended",
      "tool wrote more than 1000 bytes and was ended",
      "its last line is no JSON object: "no answer"",
    ]
  `)
})

test('a program that is not there is said by name', async () => {
  const mind = commandMind(plainManner('gone'), { processes: simulatedProcesses({}), limits })
  expect(await mind.take(view, workplace, quiet())).toMatchObject({
    kind: 'nothing',
    why: 'there is no program "gone" in this simulation',
  })
})

test('a broken premise or a stop ends the program, and the turn passes', async () => {
  const processes = simulatedProcesses({ tool: async () => await new Promise(() => undefined) })
  const mind = commandMind(plainManner('tool'), { processes, limits })
  const stop = new AbortController()
  const stopping = mind.take(view, workplace, { ...quiet(), stop: stop.signal })
  stop.abort()
  expect(await stopping).toMatchObject({ kind: 'pass', why: 'stopped' })
  const tell: ((sentence: string) => void)[] = []
  const onBreak: TurnSignals['onBreak'] = (told) => tell.push(told)
  const breaking = mind.take(view, workplace, { ...quiet(), onBreak })
  tell[0]?.('the colour is now blue')
  expect(await breaking).toMatchObject({ kind: 'pass', why: 'stopped: the colour is now blue' })
})
