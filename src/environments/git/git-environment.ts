/** The environment of kind `git`: merges into one branch of the firm's repository. It never pushes. */
import { type Clock, type Faults, FirmError, noFaults } from '../../base/index.ts'
import type { EffectOrder, EnvironmentPort } from '../../host/ports/index.ts'
import { readTip } from './branch.ts'
import { openBranchSight } from './branch-sight.ts'
import { durably } from './durable.ts'
import { openFence } from './fence.ts'
import type { Identity } from './identity.ts'
import { findMerge, isCommitHash, performMerge, type WorkedBranch } from './merge.ts'
import { previewMerge } from './preview.ts'
import { type Repository, resolveCommit } from './reader/index.ts'
import { undoMerge } from './revert.ts'

/** What the environment works on. */
export interface GitEnvironmentOptions {
  readonly repository: Repository
  /** `firm/main` unless told. */
  readonly branch?: string
  /** The committer of merges. */
  readonly identity: Identity
  readonly clock: Clock
  readonly faults?: Faults
}

/** The `format` of a fact's schema whose value is a commit in the firm's repository. */
export const commitFormat = 'git-commit'

/** Opens the environment; its one verb is `merge`, whose first value is the commit. */
export const openGitEnvironment = (options: GitEnvironmentOptions): EnvironmentPort => {
  const repository = durably(options.repository)
  const branch: WorkedBranch = {
    place: repository,
    branch: options.branch ?? 'firm/main',
    committer: options.identity,
    clock: options.clock,
    faults: options.faults ?? noFaults,
    fence: openFence(repository),
  }
  return {
    kind: 'git',
    preview: async (order) => await previewMerge(branch, onlyMerge(order)),
    perform: async (order) => await performMerge(branch, onlyMerge(order)),
    ask: async (order) => {
      const tip = await readTip(branch)
      return (await findMerge(branch, onlyMerge(order), tip)) ?? { kind: 'not-started' }
    },
    undo: async (order) => await undoMerge(branch, onlyMerge(order)),
    exists: async ({ format, value }) => {
      if (format !== commitFormat) return undefined
      return isCommitHash(value) && (await resolveCommit(branch.place, value)) !== undefined
    },
    fence: async (tenure) => await branch.fence.raise(tenure),
    observe: openBranchSight(options.repository),
    close: async () => await Promise.resolve(),
  }
}

const onlyMerge = (order: EffectOrder): EffectOrder => {
  if (order.verb !== 'merge') throw new UnknownVerbError(order.verb)
  return order
}

/** The environment has no such effect. */
export class UnknownVerbError extends FirmError {
  override readonly name = 'UnknownVerbError'

  constructor(verb: string) {
    super('unknown-verb', `git has no effect "${verb}"`, {
      hint: 'The effect of a repository is `merge`.',
      data: { verb },
    })
  }
}
