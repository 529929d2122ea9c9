import { expect, test } from 'vitest'
import { windowMind } from './index.ts'

test('a window leaves the menu open, and is advised', async () => {
  const mind = windowMind()
  const view = {
    turn: 't',
    member: 'wim',
    role: 'window',
    protocol: 'edit',
    enactment: 'edit:wim-1',
    brief: { text: '', tokens: 0 },
    known: {},
    changed: [],
    menu: [],
  }
  expect(mind.enforced).toBe(false)
  const signals = { stop: new AbortController().signal, onBreak: () => undefined }
  expect(await mind.take(view, { variables: {} }, signals)).toEqual({ kind: 'left-open' })
})
