/** The company of the first minute: a lead, two engineers, a reviewer and you; a newcomer later. */
import type { CharterForm, MemberForm, PolicyTest } from '../../kernel/index.ts'
import type { Mind } from '../../host/ports/index.ts'
import type { AnyProtocol, AnySchema } from '../../protocol/index.ts'
import { engineerMind } from './minds/engineer.ts'
import { leadMind } from './minds/lead.ts'
import { reviewerMind } from './minds/reviewer.ts'
import { change, decision, job } from './protocols.ts'

/** The member who is you. */
export const operatorName = 'you'

/** The engineer who is hired on the way. */
export const newcomer = 'kim'

const protocols: readonly AnyProtocol[] = [change, decision, job]

const script = (principal: string, roles: readonly string[]): MemberForm => ({
  principal,
  roles,
  mind: { kind: 'script', options: {} },
  turnCost: {},
  turnsAtOnce: 1,
  kinship: [],
})

const person = (principal: string, roles: readonly string[]): MemberForm => ({
  ...script(principal, roles),
  mind: { kind: 'person', options: {} },
})

const engineers = ['engineer', 'proposer']

const unblemished: PolicyTest = {
  kind: 'record',
  role: 'engineer',
  domain: change.name,
  keptMin: 0,
  brokenMax: 0,
}

/** The charter: with the newcomer, or without. */
export const companyCharter = (hired: boolean): CharterForm => ({
  format: 1,
  name: 'first-minute',
  goal: { text: 'mend what the inspectors found', owner: operatorName, measure: 'no finding left' },
  members: {
    lea: script('lea', ['lead']),
    eve: script('eve', engineers),
    bob: script('bob', engineers),
    rob: script('rob', ['reviewer']),
    [operatorName]: person(operatorName, ['operator', 'owner']),
    ...(hired ? { [newcomer]: script(newcomer, engineers) } : {}),
  },
  protocols: Object.fromEntries(protocols.map(({ name, form }) => [name, form])),
  environments: { place: { kind: 'git' } },
  policy: [
    {
      protocol: change.name,
      message: 'apply',
      gate: { kind: 'approval', who: operatorName },
      when: { kind: 'fact', path: 'spec.kind', is: 'equal', value: 'conflict-marker' },
    },
    {
      protocol: change.name,
      message: 'apply',
      gate: { kind: 'approval', who: operatorName },
      when: { kind: 'not', test: unblemished },
    },
  ],
  budgets: [],
  code: '',
})

/** The minds of the company; the engineer of that name reports once what it did not do. */
export const companyMinds = (liar: string | undefined): ReadonlyMap<string, Mind> => {
  const engineer = (name: string): Mind => engineerMind({ lies: name === liar })
  return new Map([
    ['lea', leadMind()],
    ['eve', engineer('eve')],
    ['bob', engineer('bob')],
    ['rob', reviewerMind()],
    [newcomer, engineer(newcomer)],
  ])
}

/** The schema of a fact, by which the host judges its values. */
export const companySchema = (protocol: string, fact: string): AnySchema | undefined =>
  protocols.find(({ name }) => name === protocol)?.facts[fact]
