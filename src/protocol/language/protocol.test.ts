/** Protocols as values: what comes of writing one, and what is refused in words. */
import { expect, test } from 'vitest'
import { change } from '../../../examples/protocols/change.ts'
import { code, pass, whyPassed } from './code.ts'

test('a protocol becomes its canonical form', () => {
  expect(change.form).toMatchInlineSnapshot(`
    {
      "deadlines": [],
      "distinct": [
        [
          "engineer",
          "reviewer",
        ],
      ],
      "environments": {
        "repo": {
          "kind": "git",
        },
      },
      "facts": {
        "commit": {
          "kind": "value",
          "schema": {
            "format": "git-commit",
            "pattern": "^(?:[0-9a-f]{40}|[0-9a-f]{64})$",
            "type": "string",
          },
        },
        "engineer": {
          "kind": "member",
          "schema": {
            "format": "member",
            "maxLength": 200,
            "pattern": "^[^~\\p{Cc}]{1,200}$",
            "type": "string",
          },
        },
        "plan": {
          "kind": "text",
          "schema": {
            "type": "string",
          },
        },
        "spec": {
          "kind": "value",
          "schema": {
            "additionalProperties": false,
            "properties": {
              "goal": {
                "type": "string",
              },
              "paths": {
                "items": {
                  "type": "string",
                },
                "type": "array",
              },
            },
            "required": [
              "goal",
              "paths",
            ],
            "type": "object",
          },
        },
        "verdict": {
          "branches": [
            "meets",
            "fails",
          ],
          "kind": "value",
          "schema": {
            "oneOf": [
              {
                "additionalProperties": false,
                "properties": {
                  "meets": {
                    "additionalProperties": false,
                    "properties": {
                      "findings": {
                        "items": {
                          "type": "string",
                        },
                        "type": "array",
                      },
                    },
                    "required": [
                      "findings",
                    ],
                    "type": "object",
                  },
                },
                "required": [
                  "meets",
                ],
                "type": "object",
              },
              {
                "additionalProperties": false,
                "properties": {
                  "fails": {
                    "additionalProperties": false,
                    "properties": {
                      "findings": {
                        "items": {
                          "type": "string",
                        },
                        "type": "array",
                      },
                    },
                    "required": [
                      "findings",
                    ],
                    "type": "object",
                  },
                },
                "required": [
                  "fails",
                ],
                "type": "object",
              },
            ],
          },
        },
        "work": {
          "kind": "id",
          "schema": {
            "maxLength": 200,
            "pattern": "^[^~\\p{Cc}]{1,200}$",
            "type": "string",
          },
        },
      },
      "format": 1,
      "key": [
        "work",
      ],
      "messages": {
        "accept": {
          "from": "engineer",
          "in": [
            {
              "fact": "spec",
              "kind": "fact",
            },
          ],
          "lease": "spec.paths",
          "not": [],
          "out": [
            {
              "fact": "plan",
            },
          ],
          "to": [
            "lead",
          ],
        },
        "decline": {
          "ends": "failed",
          "from": "engineer",
          "in": [
            {
              "fact": "spec",
              "kind": "fact",
            },
          ],
          "not": [
            {
              "fact": "plan",
              "kind": "fact",
            },
          ],
          "out": [],
          "to": [
            "lead",
          ],
        },
        "deliver": {
          "from": "engineer",
          "in": [
            {
              "fact": "spec",
              "kind": "fact",
            },
            {
              "fact": "plan",
              "kind": "fact",
            },
          ],
          "not": [],
          "out": [
            {
              "fact": "commit",
            },
          ],
          "to": [
            "reviewer",
          ],
        },
        "judge": {
          "from": "reviewer",
          "in": [
            {
              "fact": "spec",
              "kind": "fact",
            },
            {
              "fact": "commit",
              "kind": "fact",
            },
          ],
          "not": [],
          "out": [
            {
              "fact": "verdict",
            },
          ],
          "to": [
            "lead",
          ],
        },
        "merge": {
          "does": {
            "doubt": "ask",
            "environment": "repo",
            "kind": "revocable",
            "reads": [
              "commit",
            ],
            "verb": "merge",
          },
          "ends": "completed",
          "from": "lead",
          "in": [
            {
              "branch": "meets",
              "fact": "verdict",
              "kind": "fact",
            },
            {
              "fact": "commit",
              "kind": "fact",
            },
          ],
          "not": [],
          "out": [],
          "to": [
            "repo",
          ],
        },
        "offer": {
          "from": "lead",
          "in": [],
          "not": [],
          "out": [
            {
              "fact": "work",
            },
            {
              "fact": "spec",
            },
            {
              "fact": "engineer",
            },
          ],
          "to": [
            "engineer",
          ],
        },
        "redo": {
          "from": "lead",
          "in": [
            {
              "branch": "fails",
              "fact": "verdict",
              "kind": "fact",
            },
          ],
          "not": [],
          "out": [],
          "round": {
            "from": "offer",
            "keep": [
              "spec",
            ],
            "max": 3,
            "then": "failed",
          },
          "to": [
            "engineer",
          ],
        },
      },
      "name": "change",
      "never": [],
      "roles": [
        {
          "name": "lead",
          "set": false,
        },
        {
          "name": "engineer",
          "set": false,
        },
        {
          "name": "reviewer",
          "set": false,
        },
      ],
      "under": [
        {
          "all": false,
          "scope": "goal",
        },
        {
          "all": false,
          "scope": "architecture",
        },
      ],
    }
  `)
})

test('a role is played by one function for each message it may send', async () => {
  const engineer = code(change, 'engineer', {
    decline: ({ spec }) => (spec.paths.length > 9 ? {} : pass('it is small enough')),
    accept: ({ spec, work }) => ({ plan: `${work}: ${spec.goal}` }),
    deliver: ({ plan, spec }) => Promise.resolve({ commit: plan + spec.goal }),
  })
  expect(Object.keys(engineer.handlers)).toEqual(['decline', 'accept', 'deliver'])
  code(change, 'lead', {
    offer: () => ({ work: 'a', spec: { goal: '', paths: [] }, engineer: 'eve' }),
    redo: ({ verdict }) => (verdict.fails.findings.length > 0 ? {} : pass('nothing was found')),
    merge: ({ verdict, commit, plan }) =>
      verdict.meets.findings.length + commit.length + plan.length > 0 ? {} : pass('no'),
  })
})

test('a role with a handler too few or too many is refused in words', () => {
  const some: unknown = { accept: () => pass('no'), judge: () => pass('no') }
  const play = (): unknown => code(change, 'engineer', some as never)
  expect(play).toThrow(
    "code for change.engineer: no handler for 'decline'; no handler for 'deliver'; a handler for 'judge', which 'engineer' does not send",
  )
})

test('a handler that passes says why', () => {
  expect(whyPassed(pass('too big'))).toBe('too big')
  expect(whyPassed({ pass: 'a fact of that name' })).toBeUndefined()
})
