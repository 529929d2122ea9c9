/** Asking at a terminal: keys are a sign of life between questions too, and a question can be taken away. */
import { PassThrough } from 'node:stream'
import { setImmediate as nextRound } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type AskedInput, type Asker, openAsker } from './index.ts'

const terminal = (
  elapsedMs: () => number = () => 0,
): { readonly input: PassThrough; readonly asker: Asker } => {
  const input = new PassThrough()
  const keyboard: AskedInput = Object.assign(input, { isTTY: true })
  return { input, asker: openAsker(keyboard, new PassThrough().resume(), elapsedMs) }
}

const press = async (input: PassThrough, keys: string): Promise<void> => {
  input.write(keys)
  for (let rounds = 0; rounds < 5; rounds += 1) await nextRound()
}

test('a key that comes between two questions, or during one, is a sign of life', async () => {
  let nowMs = 0
  const { input, asker } = terminal(() => nowMs)
  const keys = asker.heed?.()
  keys?.listen()
  nowMs = 100
  expect(keys?.idleMs()).toBe(100)
  await press(input, 'x')
  expect(keys?.idleMs()).toBe(0)
  const answered = asker.ask('Which? ')
  nowMs = 200
  await press(input, 'this\n')
  // What was pressed before the question answers nothing.
  expect(await answered).toBe('this')
  expect(keys?.idleMs()).toBe(0)
  nowMs = 300
  await press(input, 'y')
  expect(keys?.idleMs()).toBe(0)
  keys?.close()
  nowMs = 400
  await press(input, 'z')
  expect(keys?.idleMs()).toBe(100)
})

test('a question that is taken away is answered by nothing, and the next can be asked', async () => {
  const { input, asker } = terminal()
  const gone = new AbortController()
  const answered = asker.ask('Veto? ', gone.signal)
  gone.abort()
  expect(await answered).toBeUndefined()
  expect(await asker.ask('Veto? ', gone.signal)).toBeUndefined()
  const next = asker.ask('Which? ')
  input.write('that\n')
  expect(await next).toBe('that')
})

test('what is piped in is no keyboard', () => {
  expect(openAsker(new PassThrough(), new PassThrough()).heed).toBeUndefined()
})
