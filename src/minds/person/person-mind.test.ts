import { expect, test } from 'vitest'
import { personMind } from './index.ts'

test('a person leaves the menu open', async () => {
  const mind = personMind()
  const view = {
    turn: 't',
    member: 'ana',
    role: 'lead',
    protocol: 'change',
    enactment: 'change/1',
    brief: { text: '', tokens: 0 },
    known: {},
    changed: [],
    menu: [],
  }
  const signals = { stop: new AbortController().signal, onBreak: () => undefined }
  expect(await mind.take(view, { variables: {} }, signals)).toEqual({ kind: 'left-open' })
})
