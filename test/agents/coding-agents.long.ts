// Drives the coding agents through hand-offs where nothing but loopback can be reached.
import { expect, test } from 'vitest'
import { mayIsolate, runIsolated } from './namespace.ts'

test('the real coding agents, pinned, go through a hand-off with a scripted model', (context) => {
  if (!mayIsolate()) context.skip('no network namespace can be had here: run it as root')
  expect(runIsolated('test/agents/in-namespace.long.ts')).toBe(0)
})
