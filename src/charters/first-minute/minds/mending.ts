/** How the engineers of the first minute mend: from the worktree alone, in the way that their plan says. */
import { lstat, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import {
  openRepository,
  requireHead,
  resolveCommit,
  runGit,
} from '../../../environments/git/reader/index.ts'
import {
  type Edit,
  mendOf,
  openVerifier,
  openView,
  type Suspicion,
} from '../../inspectors/index.ts'
import { plantedFolder } from '../planting.ts'
import type { Task } from '../protocols.ts'

/** The ways to mend that these engineers know, as a plan says them. */
export const ways = {
  follow: 'do what the finding says',
  unlink: 'take the link out and keep its words',
  guide: 'point the link to the guide',
  remove: 'delete the file',
  both: 'keep both sides of the conflict',
} as const
export type Way = keyof typeof ways

/** The way that a plan names. */
export const wayOf = (plan: string): Way =>
  (Object.keys(ways) as readonly Way[]).find((way) => plan.startsWith(ways[way])) ?? 'follow'

/** Mends a task in a worktree; answers whether anything could be done. */
export const mend = async (folder: string, task: Task, plan: string): Promise<boolean> => {
  const [path = ''] = task.paths
  const file = join(folder, path)
  const way = wayOf(plan)
  // An earlier try may stand in the worktree: whoever mends anew begins at the file as it is on the branch.
  await restore(folder, path)
  if (way === 'follow') return await mendAsFound(folder, task)
  if (way === 'remove') {
    await rm(file, { force: true })
    return true
  }
  const before = await readFile(file, 'utf8').catch(() => undefined)
  if (before === undefined) return false
  const after = way === 'both' ? keepBoth(before) : relink(before, task, { path, way })
  // Where the task has to do with dead links as well, both are mended.
  const whole = way === 'both' && task.area !== undefined ? relinkAll(after, path, plan) : after
  await writeFile(file, whole)
  return whole !== before
}

/** The branch as the worktree knows it. */
const branch = 'refs/remotes/firm/main'

const restore = async (folder: string, path: string): Promise<void> => {
  const args = ['checkout', '--quiet', branch, '--', path]
  await runGit({ folder }, args, { answers: [0, 1, 128] })
}

const keepBoth = (text: string): string =>
  text.replace(
    /^<{7} .*\n([\s\S]*?)^={7}\n([\s\S]*?)^>{7} .*\n/gm,
    (_, ours: string, theirs: string) => ours + theirs,
  )

const guideFrom = (path: string): string =>
  posix.relative(posix.dirname(path), `${plantedFolder}/guide.md`) || 'guide.md'

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

const relink = (
  text: string,
  task: Task,
  how: { readonly path: string; readonly way: Way },
): string => {
  const link = new RegExp(String.raw`\[([^\]]*)\]\(${escape(task.target)}\)`, 'g')
  return text.replace(link, (_, words: string) =>
    how.way === 'unlink' ? words : `[${words}](${guideFrom(how.path)})`,
  )
}

const relinkAll = (text: string, path: string, plan: string): string =>
  text.replace(/\[([^\]]*)\]\([a-z-]+-gone\.md\)/g, (_, words: string) =>
    plan.includes(ways.guide) ? `[${words}](${guideFrom(path)})` : words,
  )

const mendAsFound = async (folder: string, task: Task): Promise<boolean> => {
  const repository = await openRepository(folder)
  // The branch and not its own head: there the mend may stand already, made by a turn that a crash cut off.
  const commit = (await resolveCommit(repository, branch)) ?? (await requireHead(repository))
  const view = await openView(repository, commit)
  const [file = ''] = task.paths
  const { kind, line, target, why, mend: advice } = task
  const finding: Suspicion = { kind, file, line, target, why, mend: advice }
  const edits = await mendOf(view, finding)
  for (const edit of edits ?? []) await apply(folder, edit)
  return edits !== undefined
}

const apply = async (folder: string, edit: Edit): Promise<void> => {
  const file = join(folder, edit.path)
  if ('newContent' in edit) await writeFile(file, edit.newContent)
  else if ('delete' in edit) await rm(file, { force: true })
  else if ('link' in edit) {
    await rm(file, { force: true })
    await symlink(edit.link, file)
  } else await runGit({ folder }, ['rm', '--cached', '--quiet', '--', edit.path])
}

/**
 * Whether a task's place is mended in a worktree: whoever derived the finding does not derive it any more. Conflict
 * markers and links of the worktree are looked for as they lie there.
 */
export const isMended = async (folder: string, task: Task): Promise<boolean> => {
  const [path = ''] = task.paths
  const file = join(folder, path)
  const found = await lstat(file).catch(() => undefined)
  if (found === undefined) return true
  if (found.isFile() && task.kind === 'conflict-marker') {
    return !/^<{7} /m.test(await readFile(file, 'utf8'))
  }
  const repository = await openRepository(folder)
  const verify = openVerifier(repository, await requireHead(repository))
  const { kind, line, target } = task
  return !(await verify({ kind, file: path, line, target }))
}
