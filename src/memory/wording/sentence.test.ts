/** The words of every event: a table, so that no event reaches a screen without a sentence. */
import { describe, expect, it } from 'vitest'
import { type Instant } from '../../base/index.ts'
import { type FirmEvent } from '../../kernel/index.ts'
import { emptyMemory, type Memory, remember, sentenceOf } from '../index.ts'
import { stageFirm } from '../../testing/staged-firm.ts'
import { change } from '../../testing/specimens.ts'

const at = 1_000 as Instant
const use = { ms: 1_234 }
const here = { at, enactment: 'change:w1' }
const effect = 'e1'
const facts = { verdict: { meets: { note: 'fine' } } }
const premises = [{ path: 'answer/names', version: 1 }]
const approval = { kind: 'approval', who: 'ana' } as const
const messages = [{ enactment: 'change:w1', message: 'merge', facts: {} }]
const held = { ...here, intent: 'i1', by: 'lea', messages, premises, token: 1 }
const hold = { at, hold: 't9', member: 'eve', paths: ['answer/names'], until: 61_000 as Instant }
const sent = { ...here, by: 'eve', principal: 'eve', epoch: 0, premises }
const opening = { at, protocol: 'change', protocolHash: '', charter: 1, by: 'lea', round: 0 }
const told = { enactments: ['change:w1'], turns: [], intents: [], members: ['eve', 'lea'] }
const charter = {} as never

/** One event of every type, and of every shape that reads differently. */
const table: readonly FirmEvent[] = [
  { type: 'firm-founded', at, format: 1, firm: 'acme', operatorKey: '' },
  { type: 'host-started', at, host: 'h1', process: 4242 },
  { type: 'charter-adopted', at, version: 2, charter, by: 'ana' },
  { type: 'charter-adopted', at, version: 3, charter, by: 'ana', rollsBackTo: 1 },
  { type: 'enactment-opened', ...opening, enactment: 'change:w1', key: 'w1' },
  {
    type: 'enactment-opened',
    ...opening,
    enactment: 'change:w1~2',
    key: 'w1~2',
    parent: 'change:w1',
    round: 1,
  },
  {
    type: 'enactment-opened',
    ...opening,
    enactment: 'change:p1',
    key: 'p1',
    parent: 'split:g',
    part: 'parts',
  },
  { type: 'enactment-opened', ...opening, enactment: 'question:q', key: 'q', parent: 'change:w1' },
  {
    type: 'turn-opened',
    ...here,
    turn: 't1',
    member: 'eve',
    role: 'engineer',
    premises,
    attempt: 1,
  },
  {
    type: 'turn-opened',
    at,
    enactment: '',
    turn: 't2',
    member: 'lea',
    role: 'lead',
    premises,
    attempt: 2,
  },
  { type: 'turn-ended', at, turn: 't1', how: 'sent', use },
  { type: 'turn-ended', at, turn: 't1', how: 'passed', why: 'no answer yet', use },
  { type: 'turn-ended', at, turn: 't1', how: 'failed', why: 'it threw', use },
  { type: 'turn-ended', at, turn: 't1', how: 'held', use },
  { type: 'turn-ended', at, turn: 't2', how: 'abandoned', why: 'its host ended', use },
  {
    type: 'turn-refused',
    ...here,
    turn: 't1',
    by: 'eve',
    why: 'missing-receipt',
    message: 'deliver',
    detail: 'the commit dead does not exist',
    broken: [],
    facts: {},
    use,
  },
  { type: 'message-sent', ...sent, message: 'judge', facts },
  {
    type: 'message-sent',
    ...sent,
    message: 'accept',
    facts: { plan: 'patch it' },
    lease: ['repo:src/a.ts', 'repo:src/b.ts'],
  },
  { type: 'message-sent', ...sent, message: 'merge', facts: {}, effect, intent: 'i1' },
  {
    type: 'message-sent',
    ...sent,
    message: 'settle',
    facts: {},
    standing: [{ fact: 'answer', path: 'answer/names', version: 2 }],
  },
  { type: 'intent-held', ...held, gate: approval },
  {
    type: 'intent-held',
    ...held,
    intent: 'i2',
    gate: { kind: 'veto', windowMs: 30_000, goesUnanswered: true },
  },
  {
    type: 'intent-held',
    ...held,
    intent: 'i3',
    gate: { kind: 'verified', who: 'ana', verifier: 'rob' },
  },
  { type: 'intent-held', ...held, intent: 'i4', gate: { kind: 'silent' }, hold: 't9' },
  { type: 'intent-released', at, intent: 'i1', by: 'ana' },
  { type: 'intent-released', at, intent: 'i2', by: 'clock' },
  { type: 'intent-verified', at, intent: 'i1', by: 'rob' },
  { type: 'intent-attended', at, intent: 'i2', ms: 4000 },
  {
    type: 'intent-vetoed',
    ...here,
    intent: 'i1',
    message: 'merge',
    by: 'ana',
    because: 'too big',
    content: '',
    forGood: false,
  },
  {
    type: 'intent-vetoed',
    ...here,
    intent: 'i2',
    message: 'merge',
    by: 'ana',
    because: '',
    content: '',
    forGood: true,
  },
  { type: 'intent-lapsed', ...here, intent: 'i3', why: 'answer/names changed', broken: [] },
  { type: 'effect-settled', ...here, message: 'merge', effect, outcome: 'done', receipt: {} },
  {
    type: 'effect-settled',
    ...here,
    message: 'merge',
    effect,
    outcome: 'failed',
    receipt: { why: 'a conflict in src/a.ts' },
  },
  { type: 'effect-doubted', ...here, message: 'merge', effect, why: 'no answer' },
  { type: 'ending-begun', ...here, as: 'cancelled', by: 'ana', because: 'not needed' },
  { type: 'undo-started', ...here, message: 'merge', effect },
  { type: 'undo-settled', ...here, message: 'merge', effect, receipt: {} },
  { type: 'enactment-ended', ...here, as: 'completed' },
  { type: 'enactment-ended', ...here, as: 'failed' },
  { type: 'instant-passed', ...here, fact: 'until' },
  { type: 'break-told', at, path: 'answer/names', from: 1, to: 2, ...told },
  { type: 'break-told', at, path: 'answer/names', from: 0, to: 1, ...told, members: ['eve'] },
  {
    type: 'enactment-reopened',
    ...here,
    epoch: 1,
    messages: ['accept'],
    facts: ['plan'],
    because: 'answer/names is at version 2',
  },
  {
    type: 'role-assigned',
    ...here,
    role: 'engineer',
    member: 'bob',
    token: 2,
    because: 'eve is away',
  },
  { type: 'member-paused', at, member: 'eve', by: 'ana', because: 'a look' },
  { type: 'member-paused', at, member: '', by: 'ana', because: '' },
  { type: 'member-resumed', at, member: 'eve', by: 'ana', because: '' },
  { type: 'takeover-begun', at, member: 'eve', by: 'ana' },
  { type: 'takeover-ended', at, member: 'eve', by: 'ana' },
  { type: 'hold-taken', ...hold },
  { type: 'hold-ended', ...hold },
  {
    type: 'lease-lifted',
    ...here,
    resources: ['repo:src/a.ts'],
    by: 'ana',
    because: 'it is stuck',
  },
  {
    type: 'observation-noted',
    at,
    by: 'ana',
    about: 'change:w1',
    text: 'the build\nis slow',
    data: null,
  },
  {
    type: 'observation-noted',
    at,
    by: 'repo',
    about: 'the branch main',
    text: 'main moved from a1 to b2',
    data: { before: 'a1' },
    observation: 'commits',
    mark: 'b2',
  },
]

const staged = (): { readonly memory: Memory; readonly hidden: Memory } => {
  const members = { lea: ['lead'], eve: ['engineer'], rob: ['reviewer'] }
  const { events } = stageFirm({ protocols: [change], members })
  const secret = structuredClone(events)
  const [, adopted] = secret
  if (adopted?.type === 'charter-adopted') {
    Object.assign(adopted.charter.protocols['change']?.facts['plan'] ?? {}, { audience: ['lead'] })
  }
  const extra = table.filter(({ type }) =>
    ['enactment-opened', 'turn-opened', 'intent-held'].includes(type),
  )
  const fill = (all: readonly FirmEvent[]): Memory => {
    const memory = emptyMemory()
    for (const [index, event] of [...all, ...extra].entries()) remember(memory, event, index + 1)
    return memory
  }
  return { memory: fill(events), hidden: fill(secret) }
}

const accepted = table.find((event) => event.type === 'message-sent' && event.lease !== undefined)

describe('the sentence of an event', () => {
  it('exists for every type of event', () => {
    const { memory } = staged()
    const lines = table.map((event) => `${event.type}: ${sentenceOf(event, { memory })}`)
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "firm-founded: The firm acme was founded.
      host-started: Host h1 started as process 4242.
      charter-adopted: ana adopted version 2 of the charter.
      charter-adopted: ana returned to version 1 of the charter, as version 3.
      enactment-opened: lea opened change:w1.
      enactment-opened: Round 2 of change:w1 began as change:w1~2.
      enactment-opened: change:p1 began as a part of split:g.
      enactment-opened: lea opened question:q during change:w1.
      turn-opened: eve began turn t1 as engineer in change:w1.
      turn-opened: lea began turn t2 as lead in the lobby, attempt 2.
      turn-ended: eve's turn t1 in change:w1 ended with what it sent after 1.2 s.
      turn-ended: eve's turn t1 in change:w1 passed after 1.2 s: no answer yet.
      turn-ended: eve's turn t1 in change:w1 failed after 1.2 s: it threw.
      turn-ended: eve's turn t1 in change:w1 ended with a choice that waits after 1.2 s.
      turn-ended: lea's turn t2 in the lobby was abandoned: its host ended.
      turn-refused: eve was refused deliver in change:w1: the commit dead does not exist.
      message-sent: eve sent judge in change:w1 (verdict: {"meets":{"note":"fine"}}).
      message-sent: eve sent accept in change:w1 (plan: patch it); it holds repo:src/a.ts and repo:src/b.ts.
      message-sent: eve sent merge in change:w1, released from i1; its effect has started.
      message-sent: eve sent settle in change:w1; answer/names stands at version 2.
      intent-held: lea wants to send merge in change:w1; i1 waits for the approval of ana.
      intent-held: lea wants to send merge in change:w1; i2 waits for its veto window of 30 s.
      intent-held: lea wants to send merge in change:w1; i3 waits for the approval of ana, verified by rob.
      intent-held: lea wants to send merge in change:w1; i4 waits until the hold t9 ends.
      intent-released: ana approved i1, merge by lea in change:w1.
      intent-released: Time released i2, merge by lea in change:w1.
      intent-verified: rob verified i1, merge by lea in change:w1.
      intent-attended: The operator attended i2, merge by lea in change:w1 for 4 s.
      intent-vetoed: ana vetoed i1, merge by lea in change:w1: too big.
      intent-vetoed: ana vetoed i2, merge by lea in change:w1, for good.
      intent-lapsed: i3, merge by lea in change:w1, lapsed: answer/names changed.
      effect-settled: merge in change:w1 is done.
      effect-settled: merge in change:w1 failed: a conflict in src/a.ts.
      effect-doubted: Nobody can tell whether merge in change:w1 happened: no answer; it waits for the operator.
      ending-begun: ana asked change:w1 to end as cancelled: not needed.
      undo-started: merge in change:w1 is being undone.
      undo-settled: merge in change:w1 was undone.
      enactment-ended: change:w1 completed.
      enactment-ended: change:w1 ended as failed.
      instant-passed: The instant until of change:w1 has passed.
      break-told: answer/names went from version 1 to 2: eve and lea rested on it in change:w1 and were told.
      break-told: answer/names stands now: eve rested on it in change:w1 and was told.
      enactment-reopened: accept is open again in change:w1, since answer/names is at version 2.
      role-assigned: bob now holds the role engineer in change:w1: eve is away.
      member-paused: ana paused eve: a look.
      member-paused: ana paused the whole firm.
      member-resumed: ana resumed eve.
      takeover-begun: ana took over from eve.
      takeover-ended: ana gave eve its place back.
      hold-taken: answer/names must not change under eve until 1970-01-01T00:01:01.000Z (hold t9).
      hold-ended: The hold t9 of eve on answer/names ended.
      lease-lifted: ana took repo:src/a.ts away from change:w1: it is stuck.
      observation-noted: ana noted about change:w1: the build is slow.
      observation-noted: repo shows, for commits: main moved from a1 to b2."
    `)
  })

  it('is one line, however the text that it quotes was written', () => {
    const { memory } = staged()
    for (const event of table) expect(sentenceOf(event, { memory })).toMatch(/^[^\n]+\.$/)
  })

  it('says no value that not the whole firm may read, but to its audience', () => {
    const memory = staged().hidden
    const say = (roles?: readonly string[]): string => {
      const reader = roles === undefined ? {} : { reader: { member: 'lea', roles } }
      return accepted === undefined ? '' : sentenceOf(accepted, { memory, ...reader })
    }
    expect(say()).toContain('(plan: only for lead)')
    expect(say(['engineer'])).toContain('(plan: only for lead)')
    expect(say(['lead'])).toContain('(plan: patch it)')
  })

  it('names facts without their values where nothing is remembered', () => {
    expect(accepted === undefined ? '' : sentenceOf(accepted)).toContain(
      'sent accept in change:w1 (plan);',
    )
  })
})
