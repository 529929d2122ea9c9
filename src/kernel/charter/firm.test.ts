/** Charters as values: what comes of writing one, and what each mistake looks like. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import { change } from '../../../examples/protocols/change.ts'
import { code, files, git, id, personal, protocol, text } from '../../protocol/index.ts'
import type { AnyFirmSpec } from './firm-spec.ts'
import {
  above,
  budget,
  cash,
  CharterError,
  claude,
  command,
  compileFirm,
  earned,
  equal,
  firm,
  gate,
  goal,
  minutes,
  not,
  notReady,
  person,
  schemaOf,
  script,
  tokens,
  turns,
  usd,
  when,
} from './index.ts'

const other = protocol('other', {
  key: 'it',
  roles: ['asker'],
  environments: { repo: git('elsewhere') },
  facts: { it: id() },
  messages: { ask: { from: 'asker', to: 'asker', out: ['it'], ends: 'completed' } },
})

/** Merges into the repository of `change`, and calls it otherwise. */
const twin = protocol('twin', {
  key: 'it',
  roles: ['asker'],
  environments: { ground: git('sub/.././') },
  facts: { it: id(), paths: z.array(z.string()) },
  messages: {
    ask: { from: 'asker', to: 'asker', out: ['it', 'paths'], lease: 'paths', ends: 'completed' },
  },
})

const care = protocol('care', {
  key: 'it',
  roles: ['asker'],
  facts: { it: id(), address: personal(text(), 'it') },
  messages: { ask: { from: 'asker', to: 'asker', out: ['it', 'address'], ends: 'completed' } },
})

const reviewing = code(change, 'reviewer', {
  judge: () => ({ verdict: { meets: { findings: [] } } }),
})
const ana = person({ roles: ['operator'] })
const eve = claude({ roles: ['engineer'] })
const right: AnyFirmSpec = {
  goal: goal('Ship v1', { owner: 'ana', measure: 'npm test' }),
  members: { ana, eve },
  protocols: [change],
}

test('a firm becomes its form, with the code beside it', () => {
  const acme = firm('acme', {
    goal: goal('Ship v1', { owner: 'ana', measure: 'npm test' }),
    members: {
      ana,
      eve: claude({ roles: ['engineer'], model: 'm', price: usd(0.5) }),
      tool: command('fix', ['--all'], { roles: ['engineer'], limits: { time: minutes(2) } }),
      rob: script({ roles: ['reviewer'], turnsAtOnce: 2 }, reviewing),
    },
    protocols: [change],
    policy: [
      gate(change, 'merge').approval('ana', not(earned('change', { by: 'engineer', kept: 5 }))),
      gate(change, 'merge').veto(minutes(5), when('spec.size', above(10))),
      budget.perDay(turns(40)),
      budget.ever(usd(5), 'eve'),
    ],
    environments: { repo: git('/srv/acme') },
  })
  const { protocols, ...form } = acme.form
  expect(Object.keys(protocols)).toEqual(['change'])
  expect(form).toMatchInlineSnapshot(`
    {
      "budgets": [
        {
          "limit": 40,
          "name": "turns a day",
          "per": "day",
          "unit": "turns",
        },
        {
          "currency": "USD",
          "limit": 5000000,
          "member": "eve",
          "name": "USD in all for eve",
          "per": "ever",
          "unit": "money",
        },
      ],
      "code": "",
      "environments": {
        "repo": {
          "kind": "git",
          "options": {
            "path": "/srv/acme",
          },
        },
      },
      "format": 1,
      "goal": {
        "measure": "npm test",
        "owner": "ana",
        "text": "Ship v1",
      },
      "members": {
        "ana": {
          "kinship": [],
          "mind": {
            "kind": "person",
            "options": {},
          },
          "principal": "ana",
          "roles": [
            "operator",
          ],
          "turnCost": {},
          "turnsAtOnce": 1,
        },
        "eve": {
          "kinship": [
            "claude",
            "claude:m",
          ],
          "mind": {
            "kind": "coding-agent",
            "options": {
              "agent": "claude",
              "args": [],
              "limits": {
                "outputBytes": 10000000,
                "timeMs": 1800000,
              },
              "model": "m",
            },
          },
          "principal": "eve",
          "roles": [
            "engineer",
          ],
          "turnCost": {
            "currency": "USD",
            "minutes": 30,
            "moneyMillionths": 500000,
          },
          "turnsAtOnce": 1,
        },
        "rob": {
          "kinship": [],
          "mind": {
            "kind": "script",
            "options": {},
          },
          "principal": "rob",
          "roles": [
            "reviewer",
          ],
          "turnCost": {},
          "turnsAtOnce": 2,
        },
        "tool": {
          "kinship": [],
          "mind": {
            "kind": "command",
            "options": {
              "args": [
                "--all",
              ],
              "limits": {
                "outputBytes": 10000000,
                "timeMs": 120000,
              },
              "program": "fix",
            },
          },
          "principal": "tool",
          "roles": [
            "engineer",
          ],
          "turnCost": {
            "minutes": 2,
          },
          "turnsAtOnce": 1,
        },
      },
      "name": "acme",
      "policy": [
        {
          "gate": {
            "kind": "approval",
            "who": "ana",
          },
          "message": "merge",
          "protocol": "change",
          "when": {
            "kind": "not",
            "test": {
              "brokenMax": 0,
              "domain": "change",
              "keptMin": 5,
              "kind": "record",
              "role": "engineer",
            },
          },
        },
        {
          "gate": {
            "goesUnanswered": false,
            "kind": "veto",
            "windowMs": 300000,
          },
          "message": "merge",
          "protocol": "change",
          "when": {
            "is": "above",
            "kind": "fact",
            "path": "spec.size",
            "value": 10,
          },
        },
      ],
    }
  `)
  expect(acme.scripts).toEqual({ rob: [reviewing] })
  expect(schemaOf(acme, 'change', 'spec')).toBe(change.facts.spec)
  expect(schemaOf(acme, 'change', 'nope')).toBeUndefined()
  expect(acme.warnings).toEqual([])
})

test('whoever may build and review needs no second reviewer where somebody else reviews', () => {
  const both = claude({ roles: ['engineer', 'reviewer'] })
  const members = { ana, eve: both, rob: claude({ roles: ['reviewer'] }) }
  expect(compileFirm('acme', { ...right, members }).name).toBe('acme')
})

const mistakesOf = (name: string, spec: Partial<AnyFirmSpec>): string => {
  try {
    compileFirm(name, { ...right, ...spec })
  } catch (error) {
    if (error instanceof CharterError) {
      return error.mistakes
        .map(({ place, sentence, mend }) => `${place}: ${sentence}. ${mend}`)
        .join('\n')
    }
    throw error
  }
  return 'nothing is wrong'
}

const mistakes: readonly (readonly [about: string, spec: Partial<AnyFirmSpec>])[] = [
  ['a goal whose owner is nobody', { goal: goal('', { owner: 'bob', measure: 'm' }) }],
  ['a name that screens use', { members: { ana, clock: eve, 'e v': eve } }],
  ['an unknown role', { members: { ana, eve: claude({ roles: ['enginer'] }) } }],
  ['no role', { members: { ana, eve: claude({ roles: [] }) } }],
  ['no operator', { members: { ana: person({ roles: ['lead'] }), eve } }],
  ['two operators', { members: { ana, bo: ana } }],
  ['an operator that is a program', { members: { ana: claude({ roles: ['operator'] }) } }],
  [
    'a limit of no time',
    { members: { ana, eve: claude({ roles: ['engineer'], limits: { time: minutes(0) } }) } },
  ],
  ['a script without code', { members: { ana, rob: script({ roles: ['reviewer'] }) } }],
  ['code for a role not given', { members: { ana, rob: script({ roles: ['lead'] }, reviewing) } }],
  [
    'code for a protocol not there',
    { members: { ana, rob: script({ roles: ['asker'] }, reviewing) }, protocols: [other] },
  ],
  ['one protocol twice', { protocols: [change, change] }],
  ['one environment at two places', { protocols: [change, other] }],
  ['one repository under two names', { protocols: [change, twin] }],
  [
    'environments that nobody uses, or of another kind',
    { environments: { repo: files('.'), bank: files('.') } },
  ],
  [
    'an engineer who would review herself',
    { members: { ana, eve: claude({ roles: ['engineer', 'reviewer'] }) } },
  ],
  [
    'two memberships of one principal',
    { members: { ana, eve, eva: claude({ roles: ['reviewer'], principal: 'eve' }) } },
  ],
  ['a gate on a protocol not there', { policy: [gate(other, 'ask').silent()] }],
  [
    'a gate on another version',
    { policy: [gate({ ...change, hash: other.hash }, 'merge').silent()] },
  ],
  ['an approval by a stranger', { policy: [gate(change, 'merge').approval('bob')] }],
  ['an approval without a key', { policy: [gate(change, 'merge').approval('eve')] }],
  [
    'a gate that compares what is personal',
    { protocols: [care], policy: [gate(care, 'ask').silent(when('address', equal('here')))] },
  ],
  ['a verifier who approves', { policy: [gate(change, 'merge').verified('ana', 'ana')] }],
  ['a window of no time', { policy: [gate(change, 'merge').veto(minutes(0))] }],
  ['a budget of a stranger', { policy: [budget.perDay(turns(4), 'bob')] }],
  ['one budget twice', { policy: [budget.perDay(turns(4)), budget.perDay(turns(5))] }],
  [
    'amounts that cannot be counted',
    { policy: [budget.perDay(turns(-4)), budget.ever(cash('dollars', 4), 'ana')] },
  ],
  ['money over an unmetered member', { policy: [budget.perDay(usd(4))] }],
  ['tokens over an unmetered member', { policy: [budget.perDay(tokens(4))] }],
  ['a message forbidden without which nothing ends', { policy: [gate(change, 'judge').forbid()] }],
]

test('every mistake names its place, its value and its mend', () => {
  const shown = mistakes.map(([about, spec]) => `${about}\n${mistakesOf('acme', spec)}\n`)
  expect(shown.join('\n')).toMatchInlineSnapshot(`
    "a goal whose owner is nobody
    goal.text: the goal has no text. Say what the firm is for, and how one sees that it is reached.
    goal.owner: 'bob' is no member. Name ana or eve.

    a name that screens use
    members.clock: 'clock' means somebody else on every screen. Give the member a name of its own.
    members.e v: 'e v' is no name for a member. Use 1 to 64 letters, digits, dots, dashes and underscores; begin with a letter or digit.

    an unknown role
    members.eve.roles: no protocol of this firm has the role 'enginer'. Use operator, lead, engineer or reviewer, or add the protocol that has the role.

    no role
    members.eve.roles: 'eve' has no role. Give it operator, lead, engineer or reviewer.

    no operator
    members: nobody is the operator, and somebody must be able to say no. Add one person: \`ana: person({ roles: ['operator'] })\`.
    members.eve: 'eve' may be engineer in 'change', but nobody of another principal can be reviewer. Hire another reviewer, or take the role reviewer from everybody: then the operator holds it.

    two operators
    members: ana and bo are operators, and there is one seat. Leave the role to one of them.

    an operator that is a program
    members.ana: the operator 'ana' is a coding-agent, and only a person can be asked. Write \`ana: person({ … })\`.

    a limit of no time
    members.eve: a turn of 'eve' has a limit or a price that cannot be counted. Give numbers above zero: \`limits: { time: minutes(30) }\`, \`price: usd(0.5)\`.

    a script without code
    members.rob: 'rob' may be reviewer in 'change' and has no code for it. Add \`code(change, 'reviewer', { … })\`, or take the role away.

    code for a role not given
    members.rob: 'rob' may be lead in 'change' and has no code for it. Add \`code(change, 'lead', { … })\`, or take the role away.
    members.rob.roles: 'rob' has code for 'reviewer' in 'change', but not the role. Add 'reviewer' to its roles, or leave the code out.

    code for a protocol not there
    members.rob: 'rob' may be asker in 'other' and has no code for it. Add \`code(other, 'asker', { … })\`, or take the role away.
    members.rob: 'rob' has code for 'change', which is no protocol of this firm. Add it to protocols, or write code for other.

    one protocol twice
    protocols: there are two protocols with the name 'change'. Give one another name: \`change.with({ name: '…' })\`.

    one environment at two places
    environments.repo: 'change' and 'other' mean different places by 'repo'. Say which: \`environments: { repo: … }\`, or give one another name.

    one repository under two names
    environments.ground: 'repo' of 'change' and 'ground' of 'twin' are one place, and leases under one name would not keep out the other. Name it alike in both: 'repo'.

    environments that nobody uses, or of another kind
    environments.repo: 'repo' is 'git' in 'change' and 'files' here. Put a 'git' environment in its place.
    environments.bank: no protocol of this firm has an environment 'bank'. Use repo, or leave it out.

    an engineer who would review herself
    members.eve: 'eve' may be engineer in 'change', but nobody of another principal can be reviewer. Hire another reviewer, or take the role reviewer from everybody: then the operator holds it.

    two memberships of one principal
    members.eve: 'eve' may be engineer in 'change', but nobody of another principal can be reviewer. Hire another reviewer, or take the role reviewer from everybody: then the operator holds it.

    a gate on a protocol not there
    policy[0]: 'other' is no protocol of this firm. Use change, or add it to protocols.

    a gate on another version
    policy[0]: the gate was written for another version of 'change'. Use one value of the protocol for the firm and its gates.

    an approval by a stranger
    policy[0]: 'bob' is no member. Name ana or eve.

    an approval without a key
    policy[0]: 'eve' has no key to approve with. Name the operator, ana.

    a gate that compares what is personal
    members.eve.roles: no protocol of this firm has the role 'engineer'. Use operator or asker, or add the protocol that has the role.
    policy[0]: 'address' is personal, so it is kept out of the ledger, where a gate reads. Compare another fact, which says what the gate needs.

    a verifier who approves
    policy[0]: 'ana' is the same principal as 'ana', who approves. Name a verifier who is somebody else.

    a window of no time
    policy[0]: a veto window of 0 minutes is no window. Give it some time: \`veto(minutes(5))\`.

    a budget of a stranger
    policy[0]: 'bob' is no member. Name ana or eve.

    one budget twice
    policy[1]: there is a budget 'turns a day' already, at policy[0]. Leave one of them.

    amounts that cannot be counted
    policy[0]: -4 turns cannot be counted. Give a number that is not negative, and a currency by its capital letters.
    policy[1]: dollars 4 cannot be counted. Give a number that is not negative, and a currency by its capital letters.

    money over an unmetered member
    policy[0]: the budget 'USD a day' bears on 'eve', whose turns are not metered in USD. Say what a turn may cost at most: \`price: cash('USD', 0.5)\` in members.eve; or use a budget of turns.

    tokens over an unmetered member
    policy[0]: the budget 'tokens a day' bears on 'eve', whose turns are not metered in tokens. Say what a turn may take at most: \`tokens: tokens(200000)\` in members.eve; or use a budget of turns.

    a message forbidden without which nothing ends
    policy: without 'judge', 'change' cannot do its work: After this run nobody may send anything, and the enactment has not ended. Ask for an approval instead of forbidding it, or leave 'change' out of protocols.
    "
  `)
})

test('names that the compiler did not see are refused as well', () => {
  const merged: string = 'merged'
  const line = { ...gate(change, 'merge').silent() }
  const wrong = { ...line, line: { ...line.line, message: merged } }
  expect(mistakesOf('a firm', { policy: [wrong] })).toMatchInlineSnapshot(`
    "firm: 'a firm' is no name for a firm. Use 1 to 64 letters, digits, dots, dashes and underscores; begin with a letter or digit.
    policy[0]: 'change' has no message 'merged'. Use accept, decline, deliver, judge, merge, offer or redo."
  `)
})

test('a forbidden message that is not needed is a warning at most', () => {
  const policy = [gate(change, 'decline').forbid(), gate(change, 'redo').forbid()]
  expect(compileFirm('acme', { ...right, policy: policy.slice(0, 1) }).warnings).toEqual([])
  expect(mistakesOf('acme', { policy })).toMatchInlineSnapshot(
    `"policy: without 'decline' and 'redo', 'change' cannot do its work: After this run nobody may send anything, and the enactment has not ended. Ask for an approval instead of forbidding it, or leave 'change' out of protocols."`,
  )
})

test('the error of a charter says everything at once', () => {
  const wrong = {
    ...right,
    members: { ana: person({ roles: ['lead'] }), eve: claude({ roles: [] }) },
  }
  expect(() => compileFirm('acme', wrong)).toThrowErrorMatchingInlineSnapshot(`
    [CharterError: the charter of 'acme' is written wrong:
      members.eve.roles: 'eve' has no role
        Give it operator, lead, engineer or reviewer.
      members: nobody is the operator, and somebody must be able to say no
        Add one person: \`ana: person({ roles: ['operator'] })\`.]
  `)
})

test('work is not begun by one person alone, where another must review', () => {
  const alone = compileFirm('acme', { ...right, members: { ana } }).form
  expect(notReady(alone, 'change')).toMatchInlineSnapshot(`
    [
      {
        "mend": "Hire somebody: firm hire NAME --role reviewer --mind claude.",
        "place": "members",
        "sentence": "nobody of another principal can be reviewer in 'change'",
      },
    ]
  `)
  expect(notReady(compileFirm('acme', right).form, 'change')).toEqual([])
})

test('one place is one, however it is spelled, and what nobody leases may have any names', () => {
  const spelled = protocol('spelled', {
    key: 'it',
    roles: ['asker'],
    environments: { repo: git('./') },
    facts: { it: id() },
    messages: { ask: { from: 'asker', to: 'asker', out: ['it'], ends: 'completed' } },
  })
  const noted = protocol('noted', {
    key: 'it',
    roles: ['asker'],
    environments: { notes: files('x//y/') },
    facts: { it: id() },
    messages: { ask: { from: 'asker', to: 'asker', out: ['it'], ends: 'completed' } },
  })
  const copied = protocol('copied', {
    key: 'it',
    roles: ['asker'],
    environments: { copies: files('x/y') },
    facts: { it: id() },
    messages: { ask: { from: 'asker', to: 'asker', out: ['it'], ends: 'completed' } },
  })
  expect(() =>
    compileFirm('acme', { ...right, protocols: [change, spelled, noted, copied] }),
  ).not.toThrow()
})
