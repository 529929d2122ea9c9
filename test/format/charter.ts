/** The charter of the fixture's firm: protocols and gates from which every type of event can come. */
import type { CharterForm, PolicyLine } from '../../src/kernel/index.ts'
import { change, inquiry, split } from '../../src/testing/specimens.ts'
import { stagedCharter } from '../../src/testing/staged-firm.ts'

const naming = `
  protocol naming
  key topic
  roles asker owner
  ask: asker > owner; out topic area
  settle: owner > asker; in topic; out name; ends completed
`

/** Effects in an environment whose receipts may be seen before they are final. */
const swap = `
  protocol swap
  key swap
  roles trader
  environments chain shop
  lock: trader > chain; out swap amount; does revocable lock amount
  reserve: trader > shop; in lock.done amount; does revocable reserve amount
  note: trader > trader; in reserve.done; out remark
  ship: trader > shop; in remark amount; does irreversible ship amount; ends completed
`

/** Enacted with another firm. */
const deal = `
  protocol deal
  key deal
  roles buyer seller
  facts price answer(yes|no)
  ask: buyer > seller; out deal item
  quote: seller > buyer; in item; out price
  accept: buyer > seller; in item price; out answer.yes; ends completed
  refuse: buyer > seller; in price; out answer.no; ends failed
`

const gates: readonly PolicyLine[] = [
  { protocol: 'change', message: 'merge', gate: { kind: 'approval', who: 'boss' } },
  { protocol: 'change', message: 'decline', gate: { kind: 'forbid' } },
  {
    protocol: 'swap',
    message: 'ship',
    gate: { kind: 'verified', who: 'boss', verifier: 'rob' },
  },
  {
    protocol: 'swap',
    message: 'note',
    gate: { kind: 'veto', windowMs: 60_000, goesUnanswered: false },
  },
]

/** The charter; the second version has one member more. */
export const charterOf = (version: 1 | 2): CharterForm => {
  const charter = withoutParts(version)
  const form = charter.protocols['split']
  const parts = form?.facts['parts']
  if (form === undefined || parts === undefined) throw new Error('the charter splits goals')
  // The notation of tests does not say what the parts are.
  const facts = { ...form.facts, parts: { ...parts, child: 'change' } }
  return { ...charter, protocols: { ...charter.protocols, split: { ...form, facts } } }
}

const withoutParts = (version: 1 | 2): CharterForm =>
  stagedCharter({
    protocols: [change, naming, swap, inquiry, split, deal],
    members: {
      lea: ['lead', 'asker', 'trader', 'planner', 'buyer'],
      eve: ['engineer'],
      rob: ['reviewer', 'owner'],
      ...(version === 2 ? { nia: ['engineer'] } : {}),
    },
    apart: { deal: { seller: 'bolt' } },
    under: ['name/{spec.area}'],
    stands: { name: 'name/{area}' },
    policy: gates,
    budgets: [{ name: 'turns', unit: 'turns', limit: 500, per: 'ever' }],
  })
