/** Every protocol of the library as a form, with its open places filled by what is simplest. */
import { environment, git, id, money, type ProtocolForm, text } from '../protocol/index.ts'
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
} from '../protocol/library/index.ts'

const repo = git('.')
const stock = environment('stock', {
  reserve: { reads: [id()], kind: 'revocable', doubt: 'key' },
})
const bank = environment('bank', { charge: { reads: [money()], kind: 'revocable', doubt: 'key' } })
const carrier = environment('carrier', {
  ship: { reads: [id()], kind: 'irreversible', doubt: 'ask' },
})

/** One of each; the vote twice, with one yes and with three. */
export const libraryForms: readonly ProtocolForm[] = [
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
