/** Mistakes that the compiler must refuse: each a change to one of three files that compile. */

/** One mistake: what is written instead of what stands in its base. */
export interface MistakeCase {
  readonly mistake: string
  readonly base: 'protocol' | 'taken' | 'played'
  /** What stands in the base. */
  readonly right: string
  /** What is written instead. */
  readonly wrong: string
}

const protocolBase = `
const repo = git('.')
const bank = environment('bank', { charge: { reads: [money()], kind: 'revocable', doubt: 'key' } })
const chain = environment('chain', { pay: { reads: [id()], kind: 'irreversible', doubt: 'ask' } })
export const made = protocol('made', {
  key: 'work',
  under: ['goal', all('decision')],
  roles: ['lead', 'engineer', 'reviewer', 'voter[]', 'winner'],
  environments: { repo, bank, chain },
  distinct: [['engineer', 'reviewer']],
  facts: {
    work: id(), engineer: member(), plan: text(), commit: repo.commit(), until: instant(), price: money(),
    spec: personal(stands(specSchema, 'spec/{work}'), 'work'),
    verdict: oneOf({ meets: text(), fails: text() }), ballot: oneOf({ yes: text(), no: text() }),
    secret: only(text(), ['lead']), bill: id(), paid: onChain('seen'), settled: onChain('final'),
    receipt: oneOf({ fast: onChain('safe'), slow: onChain('final') }),
    winner: member('voter', 'ballot.yes'), parts: each({ name: 'part' }),
  },
  messages: {
    offer: { from: 'lead', to: 'engineer', out: ['work', 'spec', 'engineer', 'until', 'bill', 'secret', 'price'] },
    accept: { from: 'engineer', to: ['lead', 'reviewer'], in: ['spec'], out: ['plan'], lease: 'spec.paths' },
    deliver: { from: 'engineer', to: 'reviewer', in: ['spec', 'plan'], not: ['verdict'], out: ['commit'] },
    judge: { from: 'reviewer', to: 'lead', in: ['commit'], out: ['verdict'] },
    redo: { from: 'lead', to: 'engineer', in: ['verdict.fails'], round: { from: 'offer', keep: ['spec'], max: 3, then: 'failed' } },
    merge: { from: 'lead', to: 'repo', in: ['verdict.meets', 'commit'], does: repo.merge('commit'), ends: 'completed' },
    cast: { from: 'voter', to: 'lead', in: ['spec'], out: ['ballot'] },
    count: { from: 'lead', to: 'lead', in: [all('ballot'), quorum(2, 'ballot.yes')], by: 'until', out: ['winner'] },
    watch: { from: 'lead', to: 'lead', in: ['merge.done'], out: ['paid', 'settled', 'receipt', 'parts'] },
    pay: { from: 'lead', to: 'chain', in: ['settled', 'bill'], does: chain.pay('bill') },
    back: { from: 'lead', to: 'bank', in: ['merge.failed', 'price'], does: bank.charge('price'), undoes: 'merge' },
    late: { from: 'clock', to: 'lead', out: ['verdict.fails'] },
  },
  deadlines: [{ for: 'verdict', at: 'until', then: 'late' }],
  never: { 'merged unjudged': { in: ['merge.done'], not: ['verdict'] } },
})
`

const takenBase = `
const repo = git('.')
const bank = environment('bank', { charge: { reads: [money()], kind: 'revocable', doubt: 'key' } })
const chain = environment('chain', { pay: { reads: [id()], kind: 'irreversible', doubt: 'ask' } })
export const taken = handoff.with({
  facts: { spec: specSchema, result: repo.commit() },
  does: { apply: repo.merge('result') },
  lease: { accept: 'spec.paths' },
})
export const reserved = saga.with({
  facts: { opening: id(), middle: money(), closing: id() },
  does: { begin: chain.pay('opening'), proceed: bank.charge('middle'), finish: chain.pay('closing') },
})
`

const playedBase = `
const Made = protocol('made', {
  key: 'work', roles: ['lead', 'engineer', 'voter[]'],
  facts: {
    work: id(), spec: specSchema, plan: text(), secret: only(text(), ['lead']), result: text(),
    verdict: oneOf({ meets: text(), fails: integer() }), ballot: oneOf({ yes: text(), no: text() }), share: probability(),
  },
  messages: {
    offer: { from: 'lead', to: 'engineer', out: ['work', 'spec', 'secret'] },
    decline: { from: 'engineer', to: 'lead', in: ['spec', 'secret'], not: ['plan'], ends: 'failed' },
    accept: { from: 'engineer', to: 'lead', in: ['spec'], out: ['plan'] },
    judge: { from: 'lead', to: 'engineer', in: ['plan'], out: ['verdict'] },
    praise: { from: 'lead', to: 'engineer', in: ['verdict.meets'], out: ['result'], ends: 'completed' },
    scold: { from: 'lead', to: 'engineer', in: ['verdict.fails'], ends: 'failed' },
    cast: { from: 'voter', to: 'lead', in: ['spec'], out: ['ballot'] },
    count: { from: 'lead', to: 'voter', in: [all('ballot')], out: ['share'] },
  },
})
export const engineer = code(Made, 'engineer', {
  decline: ({ work }) => work.length > 9 ? {} : pass('why not'),
  accept: ({ spec }) => ({ plan: spec.paths.join() }),
})
export const lead = code(Made, 'lead', {
  offer: () => ({ work: 'w', spec: { paths: [], title: '' }, secret: 's' }),
  judge: ({ plan, spec }) => ({ verdict: { meets: plan + spec.paths.length } }),
  praise: ({ verdict }) => ({ result: verdict.meets }),
  scold: ({ verdict }) => verdict.fails > 3 ? {} : pass('not bad enough'),
  count: ({ ballot }) => ({ share: ballot.filter(({ by, value }) => by && 'yes' in value).length }),
})
`

/** The files that compile. */
export const bases: { readonly [Base in MistakeCase['base']]: string } = {
  protocol: protocolBase,
  taken: takenBase,
  played: playedBase,
}

type Case = readonly [mistake: string, right: string, wrong: string]

const inBase = (base: MistakeCase['base'], cases: readonly Case[]): readonly MistakeCase[] =>
  cases.map(([mistake, right, wrong]) => ({ mistake, base, right, wrong }))

/** All mistakes. */
export const mistakeCases: readonly MistakeCase[] = [
  ...inBase('protocol', [
    ['a key that is no fact', `key: 'work'`, `key: 'wrk'`],
    ['a sender that is no role', `judge: { from: 'reviewer'`, `judge: { from: 'reviwer'`],
    ['a sender with the brackets of its set', `from: 'voter', to`, `from: 'voter[]', to`],
    ['an environment that sends', `judge: { from: 'reviewer'`, `judge: { from: 'repo'`],
    ['a receiver that is no role', `to: 'reviewer', in`, `to: 'rewiever', in`],
    ['one of several receivers', `['lead', 'reviewer'], in`, `['lead', 'nobody'], in`],
    [
      'a message without a receiver',
      `judge: { from: 'reviewer', to: 'lead',`,
      `judge: { from: 'reviewer',`,
    ],
    [
      'a fact that is read and not declared',
      `in: ['commit'], out: ['verdict']`,
      `in: ['comit'], out: ['verdict']`,
    ],
    ['a branch that is not there', `in: ['verdict.fails']`, `in: ['verdict.bad']`],
    [
      'a branch of a fact without branches',
      `in: ['commit'], out: ['verdict']`,
      `in: ['commit.meets'], out: ['verdict']`,
    ],
    ['a receipt of a message without effect', `in: ['merge.done']`, `in: ['offer.done']`],
    ['a receipt that is none', `in: ['merge.done']`, `in: ['merge.ok']`],
    ['a message that is read as a fact', `in: ['merge.done']`, `in: ['merge']`],
    ['an unknown fact in not', `not: ['verdict'], out`, `not: ['verdikt'], out`],
    ['all of what is no fact', `all('ballot')`, `all('balot')`],
    [
      'a quorum of a branch that is not there',
      `quorum(2, 'ballot.yes')`,
      `quorum(2, 'ballot.aye')`,
    ],
    ['a quorum without a path', `quorum(2, 'ballot.yes')`, `quorum(2)`],
    ['a fact that is bound and not declared', `out: ['plan']`, `out: ['plann']`],
    ['a branch that is bound and not declared', `out: ['verdict.fails']`, `out: ['verdict.fail']`],
    [
      'an ending that is none',
      `does: repo.merge('commit'), ends: 'completed'`,
      `does: repo.merge('commit'), ends: 'done'`,
    ],
    ['a round from no message', `round: { from: 'offer'`, `round: { from: 'ofer'`],
    ['a round that keeps no fact', `keep: ['spec']`, `keep: ['specs']`],
    ['a round without an end', `max: 3, then: 'failed' } }`, `max: 3 } }`],
    ['a round that ends in no ending', `max: 3, then: 'failed'`, `max: 3, then: 'fail'`],
    [
      'a round with a field of its own',
      `max: 3, then: 'failed'`,
      `max: 3, then: 'failed', until: 3`,
    ],
    ['a field that no message has', `out: ['plan'], lease`, `outs: ['plan'], lease`],
    [
      'an effect on what the message does not know',
      `in: ['verdict.meets', 'commit']`,
      `in: ['verdict.meets']`,
    ],
    ['an effect on a fact of another type', `repo.merge('commit')`, `repo.merge('verdict')`],
    ['an effect of another environment', `to: 'repo', in`, `to: 'bank', in`],
    ['an effect that is sent to a role', `to: 'repo', in`, `to: 'reviewer', in`],
    ['an effect without its fact', `repo.merge('commit')`, `repo.merge()`],
    ['a verb that the environment does not have', `repo.merge('commit')`, `repo.push('commit')`],
    [
      'an irreversible effect on what may be taken back',
      `in: ['settled', 'bill']`,
      `in: ['paid', 'bill']`,
    ],
    [
      'an irreversible effect on an unsettled branch',
      `in: ['settled', 'bill']`,
      `in: ['receipt.fast', 'bill']`,
    ],
    [
      'an irreversible effect on a fact with an unsettled branch',
      `in: ['settled', 'bill']`,
      `in: ['receipt', 'bill']`,
    ],
    ['a wait by what is no instant', `by: 'until'`, `by: 'price'`],
    ['the undoing of what did nothing', `undoes: 'merge'`, `undoes: 'offer'`],
    ['a lease of what is no list', `lease: 'spec.paths'`, `lease: 'spec.title'`],
    [
      'a lease within a fact that the message does not know',
      `lease: 'spec.paths'`,
      `lease: 'price.paths'`,
    ],
    ['a deadline for no fact', `for: 'verdict'`, `for: 'verdic'`],
    ['a deadline at no instant', `at: 'until'`, `at: 'price'`],
    ['a deadline with neither ending nor message', `then: 'late'`, `then: 'later'`],
    [
      'a line of never about no fact',
      `in: ['merge.done'], not: ['verdict'] }`,
      `in: ['merge.done'], not: ['verdct'] }`,
    ],
    [
      'roles kept apart that do not exist',
      `distinct: [['engineer', 'reviewer']]`,
      `distinct: [['engineer', 'auditor']]`,
    ],
    ['a field that no protocol has', `deadlines: [`, `deadline: [`],
    ['finality that is none', `onChain('seen')`, `onChain('sure')`],
  ]),
  ...inBase('taken', [
    [
      'an open fact that is not given',
      `facts: { spec: specSchema, result: repo.commit() }`,
      `facts: { spec: specSchema }`,
    ],
    ['a fact that is not open', `result: repo.commit() }`, `result: repo.commit(), plan: text() }`],
    ['an effect that is not given', `  does: { apply: repo.merge('result') },\n`, ``],
    [
      'a given effect on what its message does not know',
      `{ apply: repo.merge('result') }`,
      `{ apply: repo.merge('plan') }`,
    ],
    [
      'an effect on a fact of another type, given',
      `{ apply: repo.merge('result') }`,
      `{ apply: bank.charge('result') }`,
    ],
    [
      'an effect for a message that has none',
      `does: { apply: repo.merge('result') }`,
      `does: { apply: repo.merge('result'), judge: repo.merge('result') }`,
    ],
    ['a lease for no message', `lease: { accept: 'spec.paths' }`, `lease: { acept: 'spec.paths' }`],
    ['a lease of no list', `lease: { accept: 'spec.paths' }`, `lease: { accept: 'spec.title' }`],
  ]),
  ...inBase('played', [
    ['a role that sends nothing', `code(Made, 'engineer'`, `code(Made, 'enginer'`],
    ['a message without a handler', `  accept: ({ spec }) => ({ plan: spec.paths.join() }),\n`, ``],
    [
      'a handler for what another role sends',
      `  accept: ({ spec })`,
      `  judge: () => pass('no'),\n  accept: ({ spec })`,
    ],
    ['a fact that is not known yet', `accept: ({ spec })`, `accept: ({ spec, plan })`],
    ['a fact that others may not read', `decline: ({ work })`, `decline: ({ work, secret })`],
    ['the other branch', `verdict.meets })`, `verdict.fails })`],
    ['a fact that is forgotten', `({ plan: spec.paths.join() })`, `({})`],
    ['a fact of another type', `({ plan: spec.paths.join() })`, `({ plan: spec.paths })`],
    [
      'a branch with a value of another type',
      `{ meets: plan + spec.paths.length }`,
      `{ fails: plan }`,
    ],
    [
      'a branch that is not there, bound',
      `{ meets: plan + spec.paths.length }`,
      `{ passes: plan }`,
    ],
    ['a pass without a reason', `pass('why not')`, `pass()`],
    ['the members of a set read as one', `ballot.filter(`, `ballot.yes.filter(`],
    ['a field of a value that is not there', `spec.paths.join()`, `spec.files.join()`],
  ]),
]
