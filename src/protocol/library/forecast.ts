/** Forecast: sealed reports on one claim, their aggregate, and how it turned out. */
import { oneOf } from '../fact/one-of.ts'
import { id, instant, members, probability, text } from '../fact/plain-facts.ts'
import { only } from '../fact/wrapped-facts.ts'
import { all, quorum } from '../language/conditions.ts'
import { protocol } from '../language/protocol.ts'

/**
 * Forecast: each report is a probability that only the asker reads, so that no forecaster follows
 * another. Somebody who made no forecast resolves the claim.
 */
export const forecast = protocol('forecast', {
  key: 'claim',
  roles: ['asker', 'forecaster[]', 'resolver'],
  distinct: [['forecaster', 'resolver']],
  facts: {
    claim: id(),
    statement: text(),
    until: instant(),
    forecaster: members(),
    report: only(probability(), ['asker']),
    aggregate: probability(),
    resolution: oneOf({ yes: text(), no: text(), void: text() }),
  },
  messages: {
    ask: {
      from: 'asker',
      to: 'forecaster',
      out: ['claim', 'statement', 'until', 'forecaster'],
    },
    estimate: { from: 'forecaster', to: 'asker', in: ['statement'], out: ['report'] },
    combine: {
      from: 'asker',
      to: 'resolver',
      in: ['statement', all('report'), quorum(1, 'report')],
      by: 'until',
      out: ['aggregate'],
    },
    close: {
      from: 'asker',
      to: 'forecaster',
      in: ['statement', all('report')],
      not: [quorum(1, 'report')],
      by: 'until',
      ends: 'failed',
    },
    resolve: {
      from: 'resolver',
      to: ['asker', 'forecaster'],
      in: ['statement', 'aggregate'],
      out: ['resolution'],
      ends: 'completed',
    },
  },
  never: {
    'resolved before it was combined': { in: ['resolution'], not: ['aggregate'] },
    'combined without a report': { in: ['aggregate'], not: [quorum(1, 'report')] },
  },
})
