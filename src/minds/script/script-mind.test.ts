import { expect, test } from 'vitest'
import type { MindAnswer, TurnSignals, TurnView } from '../../host/ports/index.ts'
import { code, type CodeRole, id, pass, protocol, text } from '../../protocol/index.ts'
import { mindExam } from '../../testing/mind-exam.ts'
import { scriptMind } from './index.ts'

const errand = protocol('errand', {
  key: 'errand',
  roles: ['giver', 'runner'],
  facts: { errand: id(), plan: text(), why: text() },
  messages: {
    give: { from: 'giver', to: 'runner', out: ['errand'] },
    decline: {
      from: 'runner',
      to: 'giver',
      in: ['errand'],
      not: ['plan'],
      out: ['why'],
      ends: 'failed',
    },
    accept: {
      from: 'runner',
      to: 'giver',
      in: ['errand'],
      not: ['why'],
      out: ['plan'],
      ends: 'completed',
    },
  },
})

const view: TurnView = {
  turn: 't1',
  member: 'eve',
  role: 'runner',
  protocol: 'errand',
  enactment: 'errand/1',
  brief: { text: '', tokens: 0 },
  known: { errand: 'e1' },
  changed: ['something'],
  menu: ['decline', 'accept'].map((message) => ({ message, schema: {}, summary: '' })),
}

const quiet = (): TurnSignals => ({ stop: new AbortController().signal, onBreak: () => undefined })

const answerOf = async (role: CodeRole, more: Partial<TurnView> = {}): Promise<MindAnswer> => {
  const mind = scriptMind([role], { elapsedMs: () => 0 })
  return await mind.take({ ...view, ...more }, { folder: '/tree', variables: {} }, quiet())
}

test('the first handler that answers facts sends its message', async () => {
  const runner = code(errand, 'runner', {
    decline: () => pass('nothing speaks against it'),
    accept: async ({ errand: which }, turn) => {
      turn.note(`${turn.member} in ${turn.folder ?? ''} after ${turn.changed.join()}`)
      return await Promise.resolve({ plan: `do ${which}` })
    },
  })
  expect(await answerOf(runner)).toEqual({
    kind: 'send',
    messages: [{ message: 'accept', facts: { plan: 'do e1' } }],
    cites: [],
    use: { ms: 0 },
    notes: ['eve in /tree after something'],
  })
})

test('when every handler passes the turn passes, with each reason', async () => {
  const runner = code(errand, 'runner', { decline: () => pass('no'), accept: () => pass('later') })
  expect(await answerOf(runner)).toMatchObject({
    kind: 'pass',
    why: 'decline: no; accept: later',
  })
  expect(await answerOf(runner, { menu: [] })).toMatchObject({ why: 'the menu is empty' })
  expect(await answerOf(runner, { role: 'giver' })).toMatchObject({ kind: 'pass' })
})

test('a handler that throws has not answered, and its error is the reason', async () => {
  const runner = code(errand, 'runner', {
    decline: () => {
      throw new TypeError('boom')
    },
    accept: () => ({ plan: 'never asked' }),
  })
  expect(await answerOf(runner)).toMatchObject({
    kind: 'nothing',
    why: 'the handler of decline threw: boom',
  })
})

test('a message that opens another protocol is answered by the script of that protocol', async () => {
  const giver = code(errand, 'giver', { give: () => ({ errand: 'new' }) })
  const menu = [{ message: 'give', opens: 'errand', schema: {}, summary: '' }]
  expect(await answerOf(giver, { protocol: 'other', role: 'x', menu })).toMatchObject({
    kind: 'send',
    messages: [{ message: 'give', opens: 'errand', facts: { errand: 'new' } }],
  })
})

const moodOf = (accept: Parameters<typeof code<typeof errand, 'runner'>>[2]['accept']): CodeRole =>
  code(errand, 'runner', { decline: () => pass('busy'), accept })

const examined = mindExam(async () => {
  const minds = {
    willing: scriptMind([moodOf(() => ({ plan: 'walk' }))]),
    unwilling: scriptMind([moodOf(() => pass('busy'))]),
    broken: scriptMind([
      moodOf(() => {
        throw new RangeError('broken')
      }),
    ]),
    hanging: scriptMind([moodOf(async () => await new Promise(() => undefined))]),
  }
  return await Promise.resolve({
    open: async () => await Promise.resolve(minds),
    dispose: async () => await Promise.resolve(),
  })
})
test.each(examined)('a script: $name', async ({ run }) => {
  await expect(run()).resolves.toBeUndefined()
})
