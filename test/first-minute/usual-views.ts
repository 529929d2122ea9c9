/** What minds are shown the usual way, with the plan of a minute that was run: every view, and where it was shown. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { noFaults } from '../../src/base/index.ts'
import {
  companyMinds,
  type Listed,
  type MinutePlan,
  runUsualWay,
} from '../../src/charters/first-minute/index.ts'
import { realClock } from '../../src/environments/clock/index.ts'
import {
  beginBranch,
  cloneForFirm,
  memberIdentity,
  openGitEnvironment,
  openGitScratch,
} from '../../src/environments/git/index.ts'
import type { Mind, TurnView } from '../../src/host/ports/index.ts'
import { loadTokenCounter } from '../../src/memory/index.ts'

/** The views of a task that is contested and of one that waits for an answer: between them every message is on a menu. */
export const usualViews = async (home: string, asked: string): Promise<readonly TurnView[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'firm-usual-views-'))
  try {
    return await viewsIn(home, folder, asked)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const viewsIn = async (
  home: string,
  folder: string,
  asked: string,
): Promise<readonly TurnView[]> => {
  const plan: MinutePlan = JSON.parse(readFileSync(join(home, 'first-minute.json'), 'utf8'))
  const clock = realClock()
  const repository = await cloneForFirm(
    join(home, 'repository.git'),
    join(folder, 'repository.git'),
  )
  await beginBranch(repository, 'firm/main')
  const views: TurnView[] = []
  const [contested] = plan.tasks.first
  const first = plan.tasks.first.filter((one) => one === contested || one.work === asked)
  let entries: readonly Listed[] | undefined
  await runUsualWay({
    plan: { ...plan.tasks, first },
    list: { read: () => entries, write: (next) => (entries = next) },
    minds: new Map([...companyMinds(undefined)].map(([name, mind]) => [name, seen(mind, views)])),
    scratch: openGitScratch({ repository, root: join(folder, 'scratch'), clock }),
    repository: openGitEnvironment({ repository, identity: memberIdentity('usual'), clock }),
    answers: { first: 'unlink', later: undefined },
    hasChanged: false,
    faults: noFaults,
    clock,
    tokensMax: 1_500,
    countTokens: await loadTokenCounter(),
    told: () => undefined,
  })
  return views
}

const seen = (mind: Mind, views: TurnView[]): Mind => ({
  ...mind,
  take: async (view, workplace, signals) => {
    views.push(view)
    return await mind.take(view, workplace, signals)
  },
})
