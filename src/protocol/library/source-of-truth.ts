/** Source of truth: the one document on a subject, in versions that its keeper lets in. */
import { given } from '../fact/given.ts'
import { id, text } from '../fact/plain-facts.ts'
import { stands } from '../fact/wrapped-facts.ts'
import { protocol } from '../language/protocol.ts'

/**
 * Source of truth: what the keeper publishes stands under `document/{subject}`.
 * Open: the facts `draft` and `published`.
 */
export const sourceOfTruth = protocol('source-of-truth', {
  key: 'edition',
  roles: ['author', 'keeper'],
  distinct: [['author', 'keeper']],
  facts: {
    edition: id(),
    subject: id(),
    draft: given(),
    published: stands(given(), 'document/{subject}'),
    remarks: text(),
  },
  messages: {
    submit: { from: 'author', to: 'keeper', out: ['edition', 'subject', 'draft'] },
    publish: {
      from: 'keeper',
      to: 'author',
      in: ['draft'],
      not: ['remarks'],
      out: ['published'],
      ends: 'completed',
    },
    sendBack: { from: 'keeper', to: 'author', in: ['draft'], out: ['remarks'] },
    revise: {
      from: 'author',
      to: 'keeper',
      in: ['remarks'],
      round: { from: 'submit', keep: ['subject'], max: 5, then: 'failed' },
    },
    giveUp: { from: 'author', to: 'keeper', in: ['remarks'], ends: 'failed' },
  },
  never: {
    'published what was sent back': { in: ['published', 'remarks'] },
  },
})
