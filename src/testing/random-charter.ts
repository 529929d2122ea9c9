/** A charter drawn by seed: protocols, who is hired for what, principals and kinship, gates of every kind, budgets. */
import type { Random } from '../base/index.ts'
import type { CharterForm, MemberForm } from '../kernel/index.ts'
import type { FactForm, ProtocolForm } from '../protocol/index.ts'
import { randomPolicy } from './random-policy.ts'
import * as specimens from './specimens.ts'
import { stagedCharter } from './staged-firm.ts'

/** The company of one seed. */
export const randomCharter = (random: Random): CharterForm => {
  const { order, net, vote, inquiry, decision, split } = specimens
  const others = random.shuffle([order, net, vote, inquiry, decision, split]).slice(0, 3)
  const reviewers = random.integer(2) === 0 ? ['engineer', 'reviewer'] : ['reviewer']
  const staged = stagedCharter({
    protocols: [specimens.change, specimens.question, ...others],
    members: {
      lea: ['lead', 'asker', 'manager', 'chair', 'clerk', 'planner'],
      eve: ['engineer', 'bidder', 'voter', 'worker', 'asker', 'proposer'],
      bob: ['engineer', 'bidder', 'voter', 'worker'],
      rob: [...reviewers, 'voter', 'bidder', 'owner'],
      boss: ['operator'],
    },
    under: random.integer(2) === 0 ? ['answer/{spec.area}'] : [],
    stands: { answer: 'answer/names' },
    budgets: randomBudgets(random),
  })
  const protocols = Object.fromEntries(
    Object.entries(staged.protocols).map(([name, form]) => [name, formOf(random, form)]),
  )
  const members = Object.fromEntries(
    Object.entries(staged.members).map(([name, member]) => [name, memberOf(random, name, member)]),
  )
  return { ...staged, protocols, members, policy: randomPolicy(random, protocols) }
}

/** The charter without a member, or without a protocol and the gates on it. */
export const leftOut = (charter: CharterForm, name: string): CharterForm => {
  const without = <T>(record: { readonly [key: string]: T }): { readonly [key: string]: T } =>
    Object.fromEntries(Object.entries(record).filter(([key]) => key !== name))
  return {
    ...charter,
    members: without(charter.members),
    protocols: without(charter.protocols),
    policy: charter.policy.filter(({ protocol }) => protocol !== name),
  }
}

/** Which roles of a protocol nobody holds two of, in most companies. */
const apart: { readonly [protocol: string]: readonly string[] } = {
  change: ['engineer', 'reviewer'],
  question: ['asker', 'owner'],
  decision: ['proposer', 'owner'],
}

/** Of many bidders each has an answer of its own: there is no one that could stand. */
const ofOne = ({ stands: _none, ...fact }: FactForm): FactForm => fact

/** What the terse notation does not say of facts: what a part is, and that a commit is asked about. */
const said: { readonly [fact: string]: Partial<FactForm> } = {
  parts: { child: 'question' },
  commit: { schema: { type: 'string', format: 'git-commit' } },
}

const formOf = (random: Random, form: ProtocolForm): ProtocolForm => {
  const group = apart[form.name]
  const isApart = group !== undefined && random.integer(4) > 0
  const under = form.under.map((entry) => ({ ...entry, all: random.integer(3) === 0 }))
  const facts = Object.entries(form.facts).map(
    ([name, fact]) =>
      [name, { ...(form.name === 'net' ? ofOne(fact) : fact), ...said[name] }] as const,
  )
  const repo = form.environments['repo'] === undefined ? {} : { repo: { kind: 'git' } }
  return {
    ...form,
    under,
    environments: { ...form.environments, ...repo },
    facts: Object.fromEntries(facts),
    distinct: isApart ? [group] : [],
  }
}

// Now and then two members are one principal, or share a model, or are metered, or take two turns at once.
const memberOf = (random: Random, name: string, member: MemberForm): MemberForm => {
  const isAnother = name !== 'boss' && random.integer(8) === 0
  const isMetered = random.integer(2) === 0
  return {
    ...member,
    ...(isAnother ? { principal: random.pick(['eve', 'rob', 'boss']) } : {}),
    ...(isMetered ? { turnCost: { minutes: 2, tokens: 1_000, ...price } } : {}),
    ...(random.integer(3) === 0 ? { kinship: ['one model'] } : {}),
    turnsAtOnce: 1 + random.integer(2),
  }
}

const price = { moneyMillionths: 50_000, currency: 'usd' }

/** Budgets drawn by seed: turns always, the rest now and then. */
export const randomBudgets = (random: Random): CharterForm['budgets'] => {
  const others: CharterForm['budgets'] = [
    { name: 'daily', unit: 'turns', limit: 3 + random.integer(8), per: 'day', member: 'eve' },
    { name: 'hours', unit: 'minutes', limit: 20 + random.integer(120), per: 'day' },
    { name: 'tokens', unit: 'tokens', limit: 10_000 + random.integer(90_000), per: 'ever' },
    {
      name: 'money',
      unit: 'money',
      limit: 500_000 + random.integer(2_000_000),
      per: 'day',
      currency: 'usd',
    },
  ]
  return [
    { name: 'turns', unit: 'turns', limit: 60 + random.integer(100), per: 'ever' },
    ...random.shuffle(others).slice(0, random.integer(3)),
  ]
}
