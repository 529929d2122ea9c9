/** What must not compile in a charter, each at its member or line. */
import { git, id, member, oneOf, protocol, text, code } from '../../protocol/index.ts'
import {
  above,
  budget,
  claude,
  earned,
  every,
  firm,
  gate,
  goal,
  minutes,
  not,
  observe,
  person,
  schedule,
  script,
  usd,
  when,
} from './index.ts'

const repo = git('.')
const change = protocol('change', {
  key: 'work',
  roles: ['lead', 'engineer', 'reviewer'],
  environments: { repo },
  distinct: [['engineer', 'reviewer']],
  facts: {
    work: id(),
    spec: text(),
    engineer: member(),
    commit: repo.commit(),
    verdict: oneOf({ meets: text(), fails: text() }),
  },
  messages: {
    offer: { from: 'lead', to: 'engineer', out: ['work', 'spec', 'engineer'] },
    deliver: { from: 'engineer', to: 'reviewer', in: ['spec'], out: ['commit'] },
    judge: { from: 'reviewer', to: 'lead', in: ['commit'], out: ['verdict'] },
    drop: { from: 'lead', to: 'engineer', in: ['verdict.fails'], ends: 'failed' },
    merge: {
      from: 'lead',
      to: 'repo',
      in: ['verdict.meets', 'commit'],
      does: repo.merge('commit'),
      ends: 'completed',
    },
  },
})
const other = protocol('other', {
  key: 'it',
  roles: ['asker'],
  facts: { it: id() },
  messages: { ask: { from: 'asker', to: 'asker', out: ['it'], ends: 'completed' } },
})
const ana = person({ roles: ['operator'] })
const why = goal('Ship v1', { owner: 'ana', measure: 'npm test' })
const protocols = [change] as const
const reviewing = code(change, 'reviewer', {
  judge: ({ commit }) => ({ verdict: { meets: `it has ${commit.length} digits` } }),
})

// All of this is right.
firm('acme', {
  goal: why,
  members: {
    ana,
    eve: claude({ roles: ['engineer'], price: usd(1), limits: { time: minutes(20) } }),
    rob: script({ roles: ['reviewer'] }, reviewing),
  },
  protocols,
  policy: [
    gate(change, 'merge').approval('ana', not(earned('change', { by: 'engineer', kept: 3 }))),
    gate(change, 'merge').veto(minutes(5), when('spec.size', above(10))),
    gate(change, 'merge').approval('operator'),
    budget.perDay(usd(40)),
    budget.ever(usd(5), 'eve'),
  ],
  schedules: [schedule('look', every.week('monday', '09:00'), { wakes: 'eve', saying: 'look' })],
  observations: [observe('commits', repo.branch('main'), { wakes: 'eve', saying: 'look' })],
})

firm('acme', {
  goal: why,
  members: { ana },
  protocols,
  observations: [
    // @ts-expect-error 'bob' is no member of this firm
    observe('commits', repo.branch('main'), { wakes: 'bob', saying: 'look' }),
    // @ts-expect-error a repository shows branches; it has no file
    observe('plan', repo.file('plan.md'), { wakes: 'ana', saying: 'look' }),
  ],
})

firm('acme', {
  goal: why,
  members: { ana },
  protocols,
  schedules: [
    // @ts-expect-error 'bob' is no member of this firm
    schedule('look', every.day('09:00'), { wakes: 'bob', saying: 'look' }),
  ],
})

firm('acme', {
  // @ts-expect-error the owner of the goal is no member
  goal: goal('Ship v1', { owner: 'anna', measure: 'npm test' }),
  members: { ana },
  protocols,
})

firm('acme', {
  goal: why,
  members: {
    ana,
    // @ts-expect-error no protocol of this firm has the role 'enginer'
    eve: claude({ roles: ['enginer'] }),
  },
  protocols,
})

firm('acme', {
  goal: why,
  members: {
    ana,
    // @ts-expect-error a member is made by person, script, command, claude or codex
    eve: { roles: ['engineer'] },
  },
  protocols,
})

firm('acme', {
  goal: why,
  members: { ana },
  protocols,
  policy: [
    gate(change, 'merge').approval('ana'),
    // @ts-expect-error 'bob' is no member of this firm
    gate(change, 'merge').approval('bob'),
  ],
})

firm('acme', {
  goal: why,
  members: { ana },
  protocols,
  policy: [
    // @ts-expect-error 'bob' is no member of this firm
    budget.perDay(usd(4), 'bob'),
  ],
})

firm('acme', {
  goal: why,
  members: { ana },
  protocols,
  policy: [
    // @ts-expect-error 'other' is no protocol of this firm
    gate(other, 'ask').forbid(),
  ],
})

firm('acme', {
  goal: why,
  members: { ana },
  protocols,
  policy: [
    // @ts-expect-error a policy has gates and budgets
    'merge needs approval',
  ],
})

firm('acme', {
  goal: why,
  members: { ana },
  protocols,
  // @ts-expect-error a charter has no field 'rules'
  rules: [],
})

// @ts-expect-error a firm has a goal
firm('acme', { members: { ana }, protocols })

// @ts-expect-error 'change' has no message 'merged'
gate(change, 'merged').silent()

// @ts-expect-error 'change' has no fact 'specs'
gate(change, 'merge').silent(when('specs.size', above(1)))

// @ts-expect-error 'change' has no role 'asker'
gate(change, 'merge').silent(not(earned('change', { by: 'asker' })))

// @ts-expect-error a veto window is a time, not money
gate(change, 'merge').veto(usd(5))

// @ts-expect-error a member has roles
person({})

// @ts-expect-error a script has code, not functions
script({ roles: ['reviewer'] }, () => 'meets')

// @ts-expect-error a price is an amount, such as usd(1)
claude({ roles: ['engineer'], price: 1 })
