// Drives windows of the coding agents on one repository where nothing but loopback can be reached.
import { expect, test } from 'vitest'
import { mayIsolate, runIsolated } from './namespace.ts'

test('windows of the real coding agents, pinned, want one file', (context) => {
  if (!mayIsolate()) context.skip('no network namespace can be had here: run it as root')
  const files = [
    'windows-alone',
    'windows-at-the-door',
    'windows-told',
    'windows-claims',
    'windows-in-trouble',
    'windows-joined',
  ].map((name) => `test/agents/${name}.long.ts`)
  expect(runIsolated(...files)).toBe(0)
})
