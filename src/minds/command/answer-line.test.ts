import { expect, test } from 'vitest'
import { readAnswerLine } from './answer-line.ts'

const cases: readonly (readonly [name: string, output: string, read: unknown])[] = [
  [
    'a message with facts',
    'working\n{"message":"accept","facts":{"plan":"p"}}\n',
    { kind: 'send', chosen: { message: 'accept', facts: { plan: 'p' } }, cites: [] },
  ],
  [
    'a message without facts, which opens a protocol and cites',
    '{"message":"ask","opens":"decision","cites":["decision/colour",7]}',
    {
      kind: 'send',
      chosen: { message: 'ask', opens: 'decision', facts: {} },
      cites: ['decision/colour'],
    },
  ],
  ['a pass', '{"pass":"not mine"}\r\n\r\n', { kind: 'pass', why: 'not mine' }],
  [
    'the last of several answers',
    '{"message":"accept","facts":{}}\n{"pass":"changed my mind"}',
    { kind: 'pass', why: 'changed my mind' },
  ],
  ['an answer in a code fence', '```json\n{"pass":"x"}\n```\n', { kind: 'pass', why: 'x' }],
]

test.each(cases)('the last line is read: %s', (_name, output, read) => {
  expect(readAnswerLine(output).answer).toEqual(read)
})

test('what is no answer is said, with its beginning', () => {
  const rubbish = [
    '',
    '\n \n',
    'done',
    '[1]',
    '{"message":7}',
    '{"facts":{}}',
    '{"message":"a","facts":[]}',
    `{"message":"a"`,
    'x'.repeat(200),
    '{"message":"accept","facts":{}}\nBye!',
  ]
  expect(rubbish.map((output) => readAnswerLine(output).answer)).toMatchInlineSnapshot(`
    [
      {
        "kind": "nothing",
        "why": "it wrote no answer",
      },
      {
        "kind": "nothing",
        "why": "it wrote no answer",
      },
      {
        "kind": "nothing",
        "why": "its last line is no JSON object: "done"",
      },
      {
        "kind": "nothing",
        "why": "its last line is no JSON object: "[1]"",
      },
      {
        "kind": "nothing",
        "why": "its last line has neither "message" nor "pass" as text: "{\\"message\\":7}"",
      },
      {
        "kind": "nothing",
        "why": "its last line has neither "message" nor "pass" as text: "{\\"facts\\":{}}"",
      },
      {
        "kind": "nothing",
        "why": "its "facts" are no JSON object: "{\\"message\\":\\"a\\",\\"facts\\":[]}"",
      },
      {
        "kind": "nothing",
        "why": "its last line is no JSON object: "{\\"message\\":\\"a\\""",
      },
      {
        "kind": "nothing",
        "why": "its last line is no JSON object: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" …",
      },
      {
        "kind": "nothing",
        "why": "its last line is no JSON object: "Bye!"",
      },
    ]
  `)
})

test('what stood before the answer is kept', () => {
  expect(readAnswerLine('one\ntwo\n{"pass":"x"}\n').before).toBe('one\ntwo')
})
