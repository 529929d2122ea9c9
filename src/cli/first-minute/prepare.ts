/** Preparing a first minute: a private clone, planted defects, inspected, and the tasks that come of it. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { present } from '../../base/index.ts'
import {
  isPlantedPath,
  mendableFindings,
  type MinutePlan,
  plantedFiles,
  plantedFolder,
  planTasks,
} from '../../charters/first-minute/index.ts'
import {
  type Finding,
  inspect,
  type Left,
  openView,
  type RepositoryView,
} from '../../charters/inspectors/index.ts'
import { beginBranch, cloneForFirm, memberIdentity } from '../../environments/git/index.ts'
import { type Repository, resolveCommit, runGit } from '../../environments/git/reader/index.ts'
import type { MinuteHome } from './minute-home.ts'

/** How long the inspectors may look, so that the minute stays one. */
const inspectionMsMax = 10_000

/** What was prepared. */
export interface Prepared {
  readonly plan: MinutePlan
  /** The commit that both ways of working begin at. */
  readonly start: string
  readonly findingCount: number
  /** How many of them are the repository's own. */
  readonly ownCount: number
  readonly left: readonly Left[]
}

/** What a run is asked for. */
export interface MinuteWish {
  readonly seed: number
  readonly path: string
  readonly operatorKey: string
  readonly nowMs: () => number
}

/** Prepares the home; the repository at the path is only read. */
export const prepare = async (home: MinuteHome, wish: MinuteWish): Promise<Prepared> => {
  const repository = await cloneForFirm(wish.path, home.repository)
  await plant(repository, home, wish.seed)
  await beginBranch(repository, 'firm/main')
  const start = present(await resolveCommit(repository, 'refs/heads/firm/main'), 'it was begun')
  const view = await openView(repository, start)
  const { planted, own, left } = await inspectBoth(view, wish)
  const findings = [...planted, ...own]
  const paths = view.files.map((file) => file.path)
  const tasks = planTasks(await mendableFindings(view, findings), paths, wish.seed)
  const plan: MinutePlan = { seed: wish.seed, tasks, operatorKey: wish.operatorKey }
  await writeFile(home.plan, `${JSON.stringify(plan, undefined, 1)}\n`)
  return { plan, start, findingCount: findings.length, ownCount: own.length, left }
}

// What was planted is looked at first and whole: a large repository takes up all the time there is.
const inspectBoth = async (
  view: RepositoryView,
  { nowMs }: MinuteWish,
): Promise<{
  readonly planted: readonly Finding[]
  readonly own: readonly Finding[]
  readonly left: readonly Left[]
}> => {
  const files = view.files.filter(({ path }) => isPlantedPath(path))
  const { findings: planted } = await inspect({ ...view, files })
  const beganMs = nowMs()
  const others = view.files.filter(({ path }) => !isPlantedPath(path))
  const { findings: own, left } = await inspect(
    { ...view, files: others },
    { expired: () => nowMs() - beganMs > inspectionMsMax },
  )
  return { planted, own, left }
}

// The planted files are a commit of their own on the clone's branch; the repository at the path never sees it.
const plant = async (repository: Repository, home: MinuteHome, seed: number): Promise<void> => {
  const folder = join(home.folder, 'planting')
  await mkdir(folder, { recursive: true })
  const tree = { folder }
  await runGit(tree, ['init', '--quiet', '--template=', '--initial-branch=source'])
  const fetch = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-gc']
  const head = present(await resolveCommit(repository, 'HEAD'), 'the clone has a commit')
  await runGit(tree, [...fetch, repository.gitFolder, `+${head}:refs/heads/firm-start`])
  await runGit(tree, ['read-tree', 'firm-start'])
  for (const { path, text } of plantedFiles(seed)) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  await runGit(tree, ['add', '--force', '--', plantedFolder])
  const written = (await runGit(tree, ['write-tree'])).output.toString('utf8').trim()
  const { name, email } = memberIdentity('firm')
  const commit = (
    await runGit({ ...tree, overrides: [`user.name=${name}`, `user.email=${email}`] }, [
      'commit-tree',
      written,
      '-p',
      head,
      '-m',
      `Plant defects to mend, seed ${seed}`,
    ])
  ).output
    .toString('utf8')
    .trim()
  await runGit(repository, [...fetch, folder, `+${commit}:refs/heads/source`])
  await rm(folder, { recursive: true, force: true })
}
