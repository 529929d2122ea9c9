/** The charter of the staged company: hand-offs on a repository, and decisions on which they rest. */
import { z } from 'zod'
import type { CharterForm } from '../../src/kernel/index.ts'
import { type AnySchema, git, text } from '../../src/protocol/index.ts'
import { decision, handoff } from '../../src/protocol/library/index.ts'
import { staffed } from '../../src/testing/staged-firm.ts'

const repo = git('.')
const Spec = z.object({ goal: z.string(), paths: z.array(z.string()), area: z.string() })

const work = handoff.with({
  under: ['decision/{spec.area}'],
  facts: { spec: Spec, result: repo.commit() },
  does: { apply: repo.merge('result') },
  lease: { accept: 'spec.paths' },
})
const choice = decision.with({ facts: { proposal: text(), decided: text() } })

const engineers = ['engineer', 'reviewer']

/** You lead and decide; eve and bob both write and review. */
export const agentsCharter: CharterForm = {
  format: 1,
  name: 'acme',
  goal: { text: 'say hello', owner: 'you', measure: 'a greeting' },
  members: {
    you: staffed(['operator', 'lead', 'owner'], 'you'),
    pat: staffed(['proposer'], 'pat'),
    eve: staffed(engineers, 'eve'),
    bob: staffed(engineers, 'bob'),
  },
  protocols: { handoff: work.form, decision: choice.form },
  environments: { place: { kind: 'git' } },
  policy: [],
  budgets: [],
  code: '',
}

/** The schema of a fact, by which the host judges its values. */
export const schemaOfAgents = (protocol: string, fact: string): AnySchema | undefined => {
  const facts: { readonly [name: string]: AnySchema } =
    protocol === work.name ? work.facts : choice.facts
  return facts[fact]
}
