/** Edit: one window writes some paths, and nobody else does until it is done. */
import { z } from 'zod'
import type { Environment } from '../environment/environment.ts'
import { id, instant, text } from '../fact/plain-facts.ts'
import { protocol } from '../language/protocol.ts'

/**
 * Edit: the lease of one write, taken with its first word or refused at once. It is given the environment in which the
 * paths are, under the name that the firm's other protocols have for it, so that leases of both exclude each other. It
 * ends when its window is done with the paths or gone.
 */
export const edit = (environments: { readonly [place: string]: Environment }) =>
  protocol('edit', {
    key: 'edit',
    roles: ['window'],
    environments,
    facts: {
      edit: id(),
      paths: z.array(z.string()),
      purpose: text(),
      since: instant(),
      outcome: text(),
    },
    messages: {
      begin: {
        from: 'window',
        to: 'window',
        out: ['edit', 'paths', 'purpose', 'since'],
        lease: 'paths',
      },
      finish: { from: 'window', to: 'window', in: ['paths'], out: ['outcome'], ends: 'completed' },
    },
  })
