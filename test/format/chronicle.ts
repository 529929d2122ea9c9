/** A short life of a firm in which every type of event that a kernel of format 1 can write happens at least once. */
import { hashOf, type Json } from '../../src/base/index.ts'
import { charterHash, type FirmEvent, intentContent, type Letter } from '../../src/kernel/index.ts'
import { arriving, returning, testFirm } from '../../src/testing/test-firm.ts'
import { testOperator } from '../../src/testing/test-operator.ts'
import { charterOf } from './charter.ts'
import { type Clerk, openClerk } from './clerk.ts'

/** The events, in order; the same ones each time. */
export const chronicle = (large: Json): readonly FirmEvent[] => {
  const clerk = openClerk()
  begin(clerk)
  settleNames(clerk)
  handOff(clerk, large)
  gateAndRound(clerk)
  supersede(clerk)
  trade(clerk)
  doubtAndUndo(clerk)
  waitForTime(clerk)
  divide(clerk)
  dealWithBolt(clerk)
  steer(clerk)
  changeCharter(clerk)
  fork(clerk)
  return clerk.events
}

const begin = ({ run, signNow }: Clerk): void => {
  run({ type: 'found-firm', firm: 'acme', operatorKey: testOperator().publicKey })
  run({ type: 'start-host', process: 7 })
  const charter = charterOf(1)
  const signature = signNow('apply', charterHash(charter))
  run({ type: 'adopt-charter', charter, by: 'boss', signature })
  const note = { about: 'the weather', text: 'it rains', data: { mm: 4 } }
  run({ type: 'note-observation', by: 'rob', ...note })
}

const settleNames = ({ say }: Clerk): void => {
  say({ by: 'lea', opens: 'naming', message: 'ask', facts: { topic: 'q1', area: 'files' } })
  say({ by: 'rob', in: 'naming:q1', message: 'settle', facts: { name: 'camel' } })
}

const offer = ({ say }: Clerk, work: string): void => {
  const spec = { area: 'files', paths: [`src/${work}.ts`] }
  say({ by: 'lea', opens: 'change', message: 'offer', facts: { work, spec, engineer: 'eve' } })
  say({ by: 'eve', in: `change:${work}`, message: 'accept', facts: { plan: 'by hand' } })
}

const deliver = ({ say }: Clerk, work: string, verdict: 'meets' | 'fails'): void => {
  say({ by: 'eve', in: `change:${work}`, message: 'deliver', facts: { commit: `c-${work}` } })
  say({ by: 'rob', in: `change:${work}`, message: 'judge', facts: { verdict: { [verdict]: {} } } })
}

const approve = ({ run, state, sign }: Clerk, intent: string, signed = true): void => {
  const held = state.intents.get(intent)
  if (held === undefined) throw new Error(`${intent} does not wait`)
  const signature = signed ? sign({ verb: 'approve', what: intentContent(held) }) : undefined
  const by = signed ? 'boss' : 'rob'
  const word = signature === undefined ? { by } : { by, signature }
  run({ type: 'approve-intent', intent, records: [], ...word })
}

const lastIntent = ({ events }: Clerk): string =>
  events.findLast((event) => event.type === 'intent-held')?.intent ?? ''

const lastEffect = ({ events }: Clerk): string =>
  events.flatMap((event) => (event.type === 'message-sent' ? (event.effect ?? []) : [])).at(-1) ??
  ''

/** Offered, refused once, delivered with a large fact in content, approved and merged. */
const handOff = (clerk: Clerk, large: Json): void => {
  const { run, say } = clerk
  offer(clerk, 'w1')
  say({ by: 'eve', in: 'change:w1', message: 'merge', refused: 'turn-refused' })
  say({ by: 'eve', in: 'change:w1', message: 'deliver', facts: { commit: large } })
  say({ by: 'rob', in: 'change:w1', message: 'judge', facts: { verdict: { meets: {} } } })
  say({ by: 'lea', in: 'change:w1', message: 'merge' })
  approve(clerk, lastIntent(clerk))
  const receipt = { branch: 'main', commit: 'm1' }
  run({ type: 'settle-effect', effect: lastEffect(clerk), outcome: 'done', receipt })
}

/** Failed, done again in a round, and vetoed at the gate. */
const gateAndRound = (clerk: Clerk): void => {
  const { run, say } = clerk
  offer(clerk, 'w2')
  deliver(clerk, 'w2', 'fails')
  say({ by: 'lea', in: 'change:w2', message: 'redo' })
  say({ by: 'lea', in: 'change:w2~2', message: 'offer', facts: { engineer: 'eve' } })
  say({ by: 'eve', in: 'change:w2~2', message: 'accept', facts: { plan: 'with a tool' } })
  deliver(clerk, 'w2~2', 'meets')
  say({ by: 'lea', in: 'change:w2~2', message: 'merge' })
  const intent = lastIntent(clerk)
  run({ type: 'veto-intent', intent, by: 'boss', because: 'not today', forGood: false })
}

/** Work that waits at a gate when the name that it rests on is superseded. */
const supersede = (clerk: Clerk): void => {
  const { say } = clerk
  offer(clerk, 'w3')
  deliver(clerk, 'w3', 'meets')
  say({ by: 'lea', in: 'change:w3', message: 'merge' })
  say({ by: 'lea', opens: 'naming', message: 'ask', facts: { topic: 'q2', area: 'files' } })
  say({ by: 'rob', in: 'naming:q2', message: 'settle', facts: { name: 'snake' } })
}

const settle = (clerk: Clerk, finality?: 'seen' | 'final'): void =>
  clerk.run({
    type: 'settle-effect',
    effect: lastEffect(clerk),
    outcome: 'done',
    receipt: {},
    ...(finality === undefined ? {} : { finality }),
  })

const undo = ({ run, events }: Clerk): void => {
  const started = events.findLast((event) => event.type === 'undo-started')
  run({ type: 'settle-undo', effect: started?.effect ?? '', receipt: { block: 8 } })
}

/** A lock that falls, what rested on it undone, and everything done again, through a window and a verifier. */
const trade = (clerk: Clerk): void => {
  const { run, say } = clerk
  const lock = { enactment: 'swap:s1', fact: 'lock' } as const
  say({ by: 'lea', opens: 'swap', message: 'lock', facts: { swap: 's1', amount: 5 } })
  settle(clerk, 'seen')
  say({ by: 'lea', in: 'swap:s1', message: 'reserve' })
  settle(clerk)
  run({ type: 'retract-fact', ...lock, by: 'chain', because: 'block 7 was replaced' })
  undo(clerk)
  const again = [...clerk.state.effects.keys()][0] ?? ''
  run({ type: 'settle-effect', effect: again, outcome: 'done', receipt: {}, finality: 'seen' })
  run({ type: 'observe-finality', ...lock, finality: 'final' })
  say({ by: 'lea', in: 'swap:s1', message: 'reserve' })
  settle(clerk)
  say({ by: 'lea', in: 'swap:s1', message: 'note', facts: { remark: 'gift' } })
  const note = lastIntent(clerk)
  run({ type: 'pass-time', attendedMs: { [note]: 5_000 }, records: [] })
  approve(clerk, note)
  say({ by: 'lea', in: 'swap:s1', message: 'ship' })
  approve(clerk, lastIntent(clerk), false)
  approve(clerk, lastIntent(clerk))
  settle(clerk)
}

/** An effect that nobody can tell of, and work that is cancelled and undone. */
const doubtAndUndo = (clerk: Clerk): void => {
  const { run, say } = clerk
  say({ by: 'lea', opens: 'swap', message: 'lock', facts: { swap: 's2', amount: 1 } })
  run({ type: 'doubt-effect', effect: lastEffect(clerk), why: 'the chain does not answer' })
  say({ by: 'lea', opens: 'swap', message: 'lock', facts: { swap: 's3', amount: 2 } })
  settle(clerk)
  const end = { as: 'cancelled', by: 'boss', because: 'too dear' } as const
  run({ type: 'end-enactment', enactment: 'swap:s3', ...end })
  undo(clerk)
}

/** A question that lapses by the clock, and a hold that ends by it. */
const waitForTime = (clerk: Clerk): void => {
  const { run, say, wait, state } = clerk
  const until = state.at + 120_000
  say({ by: 'lea', opens: 'inquiry', message: 'ask', facts: { topic: 'i1', until } })
  run({ type: 'take-hold', by: 'boss', paths: ['name/files'], forMs: 60_000 })
  wait(180_000)
  for (let passes = 0; passes < 2; passes += 1) {
    run({ type: 'pass-time', attendedMs: {}, records: [] })
  }
}

/** A goal in two parts. */
const divide = ({ say }: Clerk): void => {
  const parts = ['p1', 'p2'].map((work) => ({
    protocol: 'change',
    key: work,
    facts: { work, spec: { area: 'docs', paths: [`docs/${work}.md`] }, engineer: 'eve' },
  }))
  say({ by: 'lea', opens: 'split', message: 'plan', facts: { goal: 'g1', parts } })
}

/** A protocol with another firm: its letter, its receipt for ours, and a letter that somebody forged. */
const dealWithBolt = (clerk: Clerk): void => {
  const { run, say, state } = clerk
  say({ by: 'lea', opens: 'deal', message: 'ask', facts: { deal: 'd1', item: 'bolts' } })
  const [asked] = [...state.outbox.values()]
  if (asked === undefined) throw new Error('a letter waits')
  run(returning({ ...asked, outcome: 'bound' }))
  const quote: Letter = {
    ...asked,
    from: 'bolt',
    to: 'acme',
    sent: 4,
    message: 'quote',
    speaker: 'sam',
    facts: { deal: 'd1', item: 'bolts', price: 12 },
  }
  const forged = { ...quote, facts: { ...quote.facts, price: 1 } }
  run({ ...arriving(forged), signature: testFirm('mallory').sign('a price') })
  run(arriving(quote))
  say({ by: 'lea', in: 'deal:d1', message: 'accept', facts: { answer: { yes: {} } } })
}

/** Everything that the operator says besides what gates ask. */
const steer = ({ run, signNow }: Clerk): void => {
  const boss = { by: 'boss', because: 'there is a fire' } as const
  run({ type: 'pause-member', member: 'eve', ...boss })
  run({ type: 'resume-member', member: 'eve', ...boss })
  run({ type: 'begin-takeover', member: 'eve', by: 'boss', signature: signNow('takeover', 'eve') })
  run({ type: 'end-takeover', member: 'eve', by: 'boss' })
  const told = { member: 'eve', enactment: '', text: 'mind the cache' }
  run({ type: 'tell-member', by: 'boss', ...told })
  const what = hashOf('a salt and a name')
  run({ type: 'order-erasure', by: 'boss', what, signature: signNow('erase', what) })
  run({ type: 'lift-lease', enactment: 'change:w3', ...boss })
}

/** Somebody is hired and given the work; then the charter returns to what it was. */
const changeCharter = ({ run, signNow }: Clerk): void => {
  const [second, first] = [charterOf(2), charterOf(1)]
  const apply = signNow('apply', charterHash(second))
  run({ type: 'adopt-charter', charter: second, by: 'boss', signature: apply })
  const give = { enactment: 'change:w3', role: 'engineer', member: 'nia' }
  run({ type: 'assign-role', by: 'boss', because: 'eve has too much', ...give })
  const back = { charter: first, by: 'boss', rollsBackTo: 1 }
  run({ type: 'adopt-charter', ...back, signature: signNow('rollback', charterHash(first)) })
}

const fork = ({ run, state }: Clerk): void => {
  const { position } = state
  run({ type: 'fork-firm', firm: 'what-if', position, hash: hashOf('where it stood') })
}
