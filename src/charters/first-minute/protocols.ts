/** The protocols of the first minute: a job that is split, hand-offs with review, and decisions of the operator. */
import { z } from 'zod'
import type { JsonObject } from '../../base/index.ts'
import { all, each, git, id, protocol, quorum, text } from '../../protocol/index.ts'
import { decision as decisionOf, handoff } from '../../protocol/library/index.ts'

/** What an engineer is asked to mend: one finding of the inspectors. */
export const Task = z.object({
  title: z.string(),
  /** What kind of finding it is; the charter's gates look at it. */
  kind: z.enum([
    'dead-link',
    'missing-file',
    'undeclared-import',
    'tracked-ignored',
    'conflict-marker',
    'dangling-link',
  ]),
  paths: z.array(z.string()),
  line: z.number(),
  target: z.string(),
  why: z.string(),
  mend: z.string(),
  /** The topic on which somebody has to decide before it can be mended. */
  area: z.string().optional(),
  /** Whether we put the defect there ourselves, in the private clone. */
  planted: z.boolean(),
})
export type Task = z.output<typeof Task>

/** A task as a fact's value: without an area it has none, rather than an undefined one. */
export const taskJson = ({ area, ...task }: Task): JsonObject =>
  area === undefined ? task : { ...task, area }

/** A task with its key, and the engineer it goes to. */
export const Assigned = z.object({ work: z.string(), engineer: z.string(), task: Task })
export type Assigned = z.output<typeof Assigned>

/** A question with the answers that its owner may choose from. */
export const Question = z.object({ text: z.string(), answers: z.array(z.string()) })

const repo = git('.')

/** Work on the repository: leased, delivered as a commit, judged by somebody else, merged. */
export const change = handoff.with({
  name: 'change',
  under: ['decision/{spec.area}'],
  facts: { spec: Task, result: repo.commit() },
  does: { apply: repo.merge('result') },
  lease: { accept: 'spec.paths' },
})

/** What the operator decided on a topic; it stands until decided anew. */
export const decision = decisionOf.with({
  facts: { proposal: Question, decided: text() },
})

/** The whole minute's work: split into changes; what failed is offered once more, to somebody new. */
export const job = protocol('job', {
  key: 'job',
  roles: ['owner', 'lead'],
  facts: {
    job: id(),
    tasks: z.array(Assigned),
    parts: each(change),
    repairs: each(change),
    summary: text(),
  },
  messages: {
    ask: { from: 'owner', to: 'lead', out: ['job', 'tasks'] },
    split: { from: 'lead', to: 'lead', in: ['tasks'], out: ['parts'] },
    retry: { from: 'lead', to: 'lead', in: ['tasks', quorum(1, 'parts.failed')], out: ['repairs'] },
    report: {
      from: 'lead',
      to: 'owner',
      in: [all('parts')],
      not: [quorum(1, 'parts.failed')],
      out: ['summary'],
      ends: 'completed',
    },
    close: {
      from: 'lead',
      to: 'owner',
      in: [all('parts'), all('repairs')],
      out: ['summary'],
      ends: 'completed',
    },
  },
  never: {
    'reported over failed work': { in: ['summary', quorum(1, 'parts.failed')], not: ['repairs'] },
  },
})
