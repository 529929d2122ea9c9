/** The same work the usual way, in a clone of its own that begins at the same commit. */
import { appendFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { accepted, type Outcome, refused } from '../../base/index.ts'
import {
  type Accounts,
  companyMinds,
  type MinutePlan,
  runUsualWay,
} from '../../charters/first-minute/index.ts'
import { realClock } from '../../environments/clock/index.ts'
import {
  beginBranch,
  cloneForFirm,
  memberIdentity,
  openGitEnvironment,
  openGitScratch,
} from '../../environments/git/index.ts'
import { complaintOf } from '../complaint.ts'
import type { Answers } from './answers.ts'
import { killPointOf, liarOf } from './kill-point.ts'
import type { MinuteHome } from './minute-home.ts'

/** What the usual way cost, or why it did not come to its end. */
export type UsualOutcome = Outcome<Accounts, 'usual-way-failed'>

/** Runs it; what happened stands beside the clone, line by line, for whoever counts again. */
export const runUsual = async (
  home: MinuteHome,
  plan: MinutePlan,
  answers: Answers,
): Promise<UsualOutcome> => {
  try {
    return accepted(await work(home, plan, answers))
  } catch (cause) {
    // Whatever it was, the firm's own accounts stand and are to be seen.
    const [said = '', mend] = complaintOf(cause).lines
    return refused('usual-way-failed', said, mend)
  }
}

const work = async (home: MinuteHome, plan: MinutePlan, answers: Answers): Promise<Accounts> => {
  const repository = await cloneForFirm(home.repository, join(home.usual, 'repository.git'))
  await beginBranch(repository, 'firm/main')
  const clock = realClock()
  const log = join(home.usual, 'log.jsonl')
  const root = join(home.usual, 'scratch')
  const accounts = await runUsualWay({
    plan: plan.tasks,
    minds: companyMinds(answers.lie === true ? liarOf(plan.seed) : undefined),
    scratch: openGitScratch({ repository, root, clock }),
    repository: openGitEnvironment({ repository, identity: memberIdentity('usual'), clock }),
    answers: { first: answers.answer, later: answers.change },
    killAtMerge: answers.kill === true ? killPointOf(plan.seed).visit : 0,
    told: (line) => appendFileSync(log, `${JSON.stringify(line)}\n`),
  })
  // As in the firm: what was delivered stands in the clone, and nobody works on.
  await rm(root, { recursive: true, force: true })
  return accounts
}
