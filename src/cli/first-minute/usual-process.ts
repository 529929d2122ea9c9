/** The process of the usual way: it works on its list, in a clone of its own, and a fault point may kill it. */
import { appendFileSync, readFileSync } from 'node:fs'
import process from 'node:process'
import type { JsonObject } from '../../base/index.ts'
import { companyMinds, type MinutePlan, runUsualWay } from '../../charters/first-minute/index.ts'
import { realClock } from '../../environments/clock/index.ts'
import { memberIdentity, openGitEnvironment, openGitScratch } from '../../environments/git/index.ts'
import { openRepository } from '../../environments/git/reader/index.ts'
import { loadTokenCounter } from '../../memory/index.ts'
import { complaintOf } from '../complaint.ts'
import { killAt } from './kill-at.ts'
import { liarOf } from './kill-point.ts'
import { briefTokensMax, minuteHome } from './minute-home.ts'
import { openTaskFile } from './task-file.ts'
import type { FromUsual, UsualOrder } from './usual-relay.ts'

const work = async ({ home: folder, answers, hasChanged, kill }: UsualOrder): Promise<void> => {
  const home = minuteHome(folder)
  const told = (line: JsonObject): void =>
    appendFileSync(home.usualLog, `${JSON.stringify(line)}\n`)
  told({ what: 'started', pid: process.pid })
  const plan = JSON.parse(readFileSync(home.plan, 'utf8')) as MinutePlan
  const repository = await openRepository(home.usualRepository)
  const clock = realClock()
  const faults = killAt(kill)
  const identity = memberIdentity('usual')
  const scratch = openGitScratch({ repository, root: home.scratch, clock })
  await runUsualWay({
    plan: plan.tasks,
    list: openTaskFile(home.usualList),
    minds: companyMinds(answers.lie === true ? liarOf(plan.seed) : undefined),
    scratch,
    repository: openGitEnvironment({ repository, identity, clock, faults }),
    answers: { first: answers.answer, later: answers.change },
    hasChanged,
    faults,
    clock,
    tokensMax: briefTokensMax,
    countTokens: await loadTokenCounter(),
    told,
  })
  // As in the firm: what was delivered stands in the clone, and nobody works on.
  for (const key of await scratch.list()) {
    if (plan.tasks.first.some(({ work: name }) => key.enactment.startsWith(`${name}-`))) {
      await scratch.discard(key)
    }
  }
}

const send = (message: FromUsual): void => {
  process.send?.(message)
}

const run = async (order: UsualOrder): Promise<void> => {
  try {
    await work(order)
    send({ kind: 'ended' })
  } catch (cause) {
    const { message: said, hint: mend } = complaintOf(cause)
    send({ kind: 'failed', said, ...(mend === undefined ? {} : { mend }) })
  }
}

// Ctrl-C reaches every process of the terminal; whoever began this one decides, and its end is ours.
process.on('SIGINT', () => undefined)
process.on('disconnect', () => process.exit(0))
process.on('message', (order: UsualOrder) => void run(order))
