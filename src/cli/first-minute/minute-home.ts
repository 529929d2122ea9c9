/** Where a first minute lives: everything it makes lies in one folder, which stays. */
import { join } from 'node:path'

/** The places of one run. */
export interface MinuteHome {
  /** FIRM_HOME. */
  readonly folder: string
  readonly ledger: string
  readonly content: string
  /** The firm's private clone. */
  readonly repository: string
  /** Worktrees of both ways, so that no path tells a mind which it is. */
  readonly scratch: string
  /** Where the same work is done the usual way: a clone, a list of tasks, and what happened. */
  readonly usual: string
  readonly usualRepository: string
  readonly usualList: string
  readonly usualLog: string
  /** What was planned: seed, tasks, public key. */
  readonly plan: string
}

/** The places below a folder. */
export const minuteHome = (folder: string): MinuteHome => ({
  folder,
  ledger: join(folder, 'ledger.db'),
  content: join(folder, 'content'),
  repository: join(folder, 'repository.git'),
  scratch: join(folder, 'scratch'),
  usual: join(folder, 'usual'),
  usualRepository: join(folder, 'usual', 'repository.git'),
  usualList: join(folder, 'usual', 'tasks.json'),
  usualLog: join(folder, 'usual', 'log.jsonl'),
  plan: join(folder, 'first-minute.json'),
})

/** How long a brief may be in a first minute. */
export const briefTokensMax = 1_500
