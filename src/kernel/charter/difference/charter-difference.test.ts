/** The difference of two charters, as `firm diff`, `apply` and `hire` show it. */
import { expect, test } from 'vitest'
import { change } from '../../../../examples/protocols/change.ts'
import { present } from '../../../base/index.ts'
import { git, id, protocol } from '../../../protocol/index.ts'
import { change as terseChange } from '../../../testing/specimens.ts'
import { stageFirm } from '../../../testing/staged-firm.ts'
import type { CharterForm } from '../../charter-form.ts'
import type { AnyFirmSpec } from '../firm-spec.ts'
import {
  above,
  budget,
  claude,
  codex,
  command,
  compileFirm,
  diffCharters,
  earned,
  every,
  formatDifference,
  gate,
  goal,
  isDifferent,
  minutes,
  observe,
  not,
  type OpenWork,
  openWork,
  person,
  schedule,
  turns,
  usd,
  when,
} from '../index.ts'

const ping = protocol('ping', {
  key: 'it',
  roles: ['asker'],
  facts: { it: id() },
  messages: { ask: { from: 'asker', to: 'asker', out: ['it'], ends: 'completed' } },
})

const base: AnyFirmSpec = {
  goal: goal('Ship v1', { owner: 'ana', measure: 'npm test' }),
  members: {
    ana: person({ roles: ['operator'] }),
    eve: claude({ roles: ['engineer'] }),
    rob: codex({ roles: ['reviewer'] }),
  },
  protocols: [change],
  policy: [gate(change, 'merge').approval('ana'), budget.perDay(turns(40))],
}

const formOf = (spec: Partial<AnyFirmSpec>): CharterForm =>
  compileFirm('acme', { ...base, ...spec }).form

const open: readonly OpenWork[] = [
  {
    enactment: 'change/login',
    protocol: 'change',
    holders: [
      { role: 'engineer', member: 'eve' },
      { role: 'reviewer', member: 'rob' },
    ],
    waiting: [{ intent: 'i1', by: 'ana', messages: ['merge'] }],
  },
  { enactment: 'ping/1', protocol: 'ping', holders: [], waiting: [] },
]

const shown = (after: Partial<AnyFirmSpec>, before: Partial<AnyFirmSpec> = {}): string =>
  formatDifference(diffCharters(formOf(before), formOf(after), open))

test('a charter compared with itself changes nothing', () => {
  const same = diffCharters(formOf({}), formOf({}), open.slice(0, 1))
  expect(isDifferent(same)).toBe(false)
  expect(formatDifference(same)).toBe('nothing changes')
})

test('whoever comes and goes is named, with the work they leave', () => {
  const members = {
    ana: person({ roles: ['operator'] }),
    bob: command('fix', ['--all'], { roles: ['engineer'], limits: { time: minutes(5) } }),
    rob: claude({ roles: ['reviewer', 'lead'], model: 'm', price: usd(1), principal: 'robert' }),
  }
  expect(shown({ members })).toMatchInlineSnapshot(`
    "People
      bob joins as engineer: command fix --all
      eve leaves (was engineer)
      rob is now also lead
      rob now thinks by claude m (before: codex)
      rob now answers to robert
      a turn of rob may now cost 30 minutes and USD 1 (before: 30 minutes)
    Roles
      engineer is now held by bob (before: eve)
      lead is now held by rob (before: ana, the operator)
    Work now open
      change/login loses its engineer eve: it waits until the role is given to bob
      rob's next turn in change/login is by claude m"
  `)
})

test('a role that is taken away stays in open work, and the operator holds what nobody has', () => {
  const members = { ...base.members, rob: codex({ roles: ['lead'] }) }
  expect(shown({ members })).toMatchInlineSnapshot(`
    "People
      rob is now also lead
      rob is no longer reviewer
    Roles
      lead is now held by rob (before: ana, the operator)
      reviewer is now held by ana, the operator (before: rob)
    Work now open
      rob stays reviewer of change/login, and of nothing new"
  `)
})

test('gates and budgets are said in words, with what waits already', () => {
  const policy = [
    gate(change, 'merge').verified(
      'ana',
      'rob',
      not(earned('change', { by: 'engineer', kept: 3 })),
    ),
    gate(change, 'merge').veto(
      { for: minutes(5), unanswered: 'goes' },
      when('spec.size', above(3)),
    ),
    gate(change, 'offer').inform(),
    budget.perDay(turns(20)),
    budget.ever(turns(5), 'eve'),
  ]
  expect(shown({ policy })).toMatchInlineSnapshot(`
    "Policy
      change.merge: approval by ana and verified by rob when not (the engineer has kept at least 3 and broken at most 0 reports in change); veto window of 5 minutes, goes unanswered when spec.size is above 3 (before: approval by ana)
      change.offer: inform (before: no gate of its own)
    Budgets
      turns a day: at most 20 turns (before: 40 turns)
      turns in all for eve: at most 5 turns
    Work now open
      merge in change/login stands under the new gate from now on
      i1 by ana waits already and will be judged again when released
      offer in change/login stands under the new gate from now on
      turns under way keep what they reserved; the next ones are judged by the new budgets"
  `)
})

// Whoever is woken between tasks has something to open.
const leading: Partial<AnyFirmSpec> = {
  members: {
    ana: person({ roles: ['operator'] }),
    eve: claude({ roles: ['engineer', 'lead'] }),
    rob: codex({ roles: ['reviewer', 'lead'] }),
  },
}

test('what recurs is said with its times, and whom it wakes', () => {
  const standup = schedule('standup', every.week('monday', '09:00'), {
    wakes: 'eve',
    saying: 'hold the standup',
    zone: 'Europe/Vienna',
  })
  const later = schedule('standup', every.day('10:00'), { wakes: 'rob', saying: 'hold it' })
  expect(shown({ schedules: [standup], ...leading }, leading)).toMatchInlineSnapshot(`
    "Schedules
      standup: each monday at 09:00, Europe/Vienna, eve is woken: hold the standup"
  `)
  expect(shown({ schedules: [later], ...leading }, { schedules: [standup], ...leading }))
    .toMatchInlineSnapshot(`
    "Schedules
      standup: each day at 10:00, UTC, rob is woken: hold it (before: each monday at 09:00, Europe/Vienna, eve is woken: hold the standup)"
  `)
  expect(shown(leading, { schedules: [standup], ...leading })).toMatchInlineSnapshot(`
    "Schedules
      standup no longer recurs"
  `)
})

test('what is observed is said with whom it wakes', () => {
  const seen = git('.')
  const commits = observe('commits', seen.branch('main'), { wakes: 'eve', saying: 'review it' })
  const next = observe('commits', seen.branch('next'), { wakes: 'rob', saying: 'review it' })
  expect(shown({ observations: [commits], ...leading }, leading)).toMatchInlineSnapshot(`
    "Observations
      commits: when the branch main of repo changes, eve is woken: review it"
  `)
  expect(shown({ observations: [next], ...leading }, { observations: [commits], ...leading }))
    .toMatchInlineSnapshot(`
    "Observations
      commits: when the branch next of repo changes, rob is woken: review it (before: when the branch main of repo changes, eve is woken: review it)"
  `)
  expect(shown(leading, { observations: [commits], ...leading })).toMatchInlineSnapshot(`
    "Observations
      commits is no longer observed"
  `)
})

test('another version of a protocol leaves open work under the one it began with', () => {
  const { form: was } = change
  const { decline, ...rest } = was.messages
  const { plan, ...facts } = was.facts
  const stop = { ...present(decline, 'it has decline'), from: 'lead' }
  const deliver = { ...present(rest['deliver'], 'it has deliver'), in: [] }
  const note = present(plan, 'it has a plan')
  const changed = { ...was, messages: { ...rest, stop, deliver }, facts: { ...facts, note } }
  const after = { ...formOf({}), protocols: { change: changed, ping: ping.form }, code: 'b' }
  const before = { ...formOf({}), protocols: { change: was }, code: 'a' }
  expect(formatDifference(diffCharters(before, after, open))).toMatchInlineSnapshot(`
    "Roles
      asker is new, held by ana, the operator
    Protocols
      change: 'deliver' no longer needs spec
      change: 'deliver' no longer needs plan
      change: lead may now stop
      change: engineer may no longer decline
      change: the fact 'plan' is gone
      change: there is now the fact 'note'
      ping is new
    Code
      the files of the charter, or the versions of its packages, changed
    Work now open
      change/login finishes under the version of change that it began with"
  `)
})

test('a protocol that is taken out ends with its last enactment', () => {
  expect(shown({}, { protocols: [change, ping] })).toMatchInlineSnapshot(`
    "Roles
      there is no asker any more
    Protocols
      ping can no longer be opened
    Work now open
      ping/1 goes on to its end, as the last of its kind"
  `)
})

test('goal, name and environments are compared as well', () => {
  const next = compileFirm('acme2', {
    ...base,
    goal: goal('Ship v2', { owner: 'eve', measure: 'make' }),
    environments: { repo: git('/srv') },
  }).form
  expect(formatDifference(diffCharters(formOf({}), next, []))).toMatchInlineSnapshot(`
    "Goal
      the firm is now called acme2
      the goal is now: Ship v2
      the goal is now eve's
      the goal is now measured by: make
    Environments
      repo is now {"kind":"git","options":{"path":"/srv"}} (before: {"kind":"git","options":{"path":"."}})"
  `)
})

test('what changes with which other firm is said, and open work stays where it began', () => {
  const bolt = { key: 'ab'.repeat(32), letterbox: '/srv/bolt/letters' }
  const cork = { key: 'cd'.repeat(32), letterbox: '../cork/letters' }
  const roles = { ...formOf({}), protocols: { ping: ping.form } }
  const before = {
    ...roles,
    apart: { ping: { asker: 'bolt' } },
    neighbours: { bolt, dove: bolt },
  }
  const after = {
    ...roles,
    apart: { ping: { asker: 'cork' } },
    neighbours: { bolt: { key: 'ef'.repeat(32), letterbox: '/mnt/letters' }, cork },
  }
  expect(formatDifference(diffCharters(before, after, open))).toMatchInlineSnapshot(`
    "Other firms
      asker of ping is now held by cork (before: bolt)
      bolt now signs with the key efefefefefef… (before: abababababab…)
      letters to bolt now go to /mnt/letters (before: /srv/bolt/letters)
      cork is a neighbour: key cdcdcdcdcdcd…, letters go to ../cork/letters
      dove is no neighbour any more: its letters are not verified
    Work now open
      ping/1 stays between the firms that it began with"
  `)
  expect(formatDifference(diffCharters(before, roles, []))).toMatchInlineSnapshot(`
    "Other firms
      asker of ping is now held by this firm (before: bolt)
      bolt is no neighbour any more: its letters are not verified
      dove is no neighbour any more: its letters are not verified"
  `)
})

test('open work is read from the state of the firm', () => {
  const staged = stageFirm({
    protocols: [terseChange],
    members: { lea: ['lead'], eve: ['engineer'], rob: ['reviewer'] },
    policy: [
      { protocol: 'change', message: 'accept', gate: { kind: 'approval', who: 'operator' } },
    ],
  })
  const facts = { work: 'w1', spec: { paths: ['a.ts'] }, engineer: 'eve' }
  staged.open('lea', 'change', 'offer', facts)
  staged.say('eve', 'change:w1', 'accept', { plan: 'do it' })
  expect(openWork(staged.state)).toMatchInlineSnapshot(`
    [
      {
        "enactment": "change:w1",
        "holders": [
          {
            "member": "eve",
            "role": "engineer",
          },
          {
            "member": "lea",
            "role": "lead",
          },
        ],
        "protocol": "change",
        "waiting": [
          {
            "by": "eve",
            "intent": "i1",
            "messages": [
              "accept",
            ],
          },
        ],
      },
    ]
  `)
})
