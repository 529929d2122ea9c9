/** The library: every protocol is safe and live, and its `never` lines are proved. */
import { describe, expect, it } from 'vitest'
import { check } from '../checker/check.ts'
import { formatRun } from '../checker/run.ts'
import type { Verdict } from '../checker/verdict.ts'
import { environment } from '../environment/environment.ts'
import { git } from '../environment/git.ts'
import { id, money, text } from '../fact/plain-facts.ts'
import type { ProtocolForm } from '../form.ts'
import {
  contractNet,
  decision,
  edit,
  escalation,
  forecast,
  goal,
  handoff,
  lease,
  ownership,
  presence,
  question,
  quorumVote,
  requestReply,
  saga,
  sourceOfTruth,
  standup,
  toolUse,
} from './index.ts'

const repo = git('.')
const stock = environment('stock', {
  reserve: { reads: [id()], kind: 'revocable', doubt: 'key' },
})
const bank = environment('bank', { charge: { reads: [money()], kind: 'revocable', doubt: 'key' } })
const carrier = environment('carrier', {
  ship: { reads: [id()], kind: 'irreversible', doubt: 'ask' },
})

const library: readonly ProtocolForm[] = [
  handoff.with({
    facts: { spec: text(), result: repo.commit() },
    does: { apply: repo.merge('result') },
  }).form,
  requestReply.with({ facts: { question: text(), reply: text() } }).form,
  contractNet.with({ facts: { task: text(), result: text() } }).form,
  quorumVote(1).form,
  quorumVote(3).form,
  decision.with({ facts: { proposal: text(), decided: text() } }).form,
  ownership.form,
  sourceOfTruth.with({ facts: { draft: text(), published: text() } }).form,
  goal.form,
  standup.form,
  escalation.with({ facts: { problem: text(), answer: text() } }).form,
  toolUse.with({ facts: { request: id() }, does: { use: carrier.ship('request') } }).form,
  lease.with({ facts: { resources: text() } }).form,
  forecast.form,
  presence.form,
  question.form,
  edit({ repo }).form,
  saga.with({
    facts: { opening: id(), middle: money(), closing: id() },
    does: {
      begin: stock.reserve('opening'),
      proceed: bank.charge('middle'),
      finish: carrier.ship('closing'),
    },
  }).form,
]

/** A verdict as a person reads it. */
const told = ({ safe, live, why }: Verdict): string =>
  [
    `safe ${String(safe)}, live ${String(live)}`,
    ...why.map(({ rule, sentence, run, mend }) => `${rule}: ${sentence}\n${formatRun(run)}${mend}`),
  ].join('\n')

describe('every protocol of the library', () => {
  it.each(library.map((form) => ({ form, name: form.name })))(
    '$name is safe and live',
    ({ form }) => {
      expect(told(check(form))).toBe('safe true, live true')
    },
  )
  it.each(library.map((form) => ({ form, name: form.name })))(
    '$name has lines of never',
    ({ form }) => {
      expect(form.never.length).toBeGreaterThan(0)
    },
  )
})
