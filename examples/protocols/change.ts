/** A change to a repository: offered, worked on, judged by somebody else, merged. */
import { z } from 'zod'
import { git, id, member, oneOf, protocol, text } from '../../src/protocol/index.ts'

export const Spec = z.object({ goal: z.string(), paths: z.array(z.string()) })
export const Report = z.object({ findings: z.array(z.string()) })

// printed in DESIGN, section 3
const repo = git('.')
const change = protocol('change', {
  key: 'work', under: ['goal', 'architecture'],
  roles: ['lead', 'engineer', 'reviewer'], environments: { repo }, distinct: [['engineer', 'reviewer']],
  facts: {
    work: id(), spec: Spec, engineer: member(), plan: text(), commit: repo.commit(),
    verdict: oneOf({ meets: Report, fails: Report }),
  },
  messages: {
    offer:   { from: 'lead', to: 'engineer', out: ['work', 'spec', 'engineer'] },
    decline: { from: 'engineer', to: 'lead', in: ['spec'], not: ['plan'], ends: 'failed' },
    accept:  { from: 'engineer', to: 'lead', in: ['spec'], out: ['plan'], lease: 'spec.paths' },
    deliver: { from: 'engineer', to: 'reviewer', in: ['spec', 'plan'], out: ['commit'] },
    judge:   { from: 'reviewer', to: 'lead', in: ['spec', 'commit'], out: ['verdict'] },
    redo:    { from: 'lead', to: 'engineer', in: ['verdict.fails'],
               round: { from: 'offer', keep: ['spec'], max: 3, then: 'failed' } },
    merge:   { from: 'lead', to: 'repo', in: ['verdict.meets', 'commit'], does: repo.merge('commit'), ends: 'completed' },
  },
})
// end of print

export { change }
