/** From findings to tasks: what the first minute works on, who gets what, and in which order. */
import { posix } from 'node:path'
import { seededRandom } from '../../base/index.ts'
import { type Finding, mendOf, type RepositoryView } from '../inspectors/index.ts'
import { isPlantedPath, plantedFolder } from './planting.ts'
import type { Assigned, Task } from './protocols.ts'

/** The topic that the operator is asked about. */
export const deadLinks = 'dead-links'

/** How many tasks of the repository's own are taken besides the planted ones. */
const ownTasksMax = 3

/** Tasks of a run: those that start at once, and the one that is offered anew if its first try fails. */
export interface TaskPlan {
  readonly first: readonly Assigned[]
  readonly again: Assigned
}

const isPlanted = (finding: Finding): boolean => isPlantedPath(finding.file)

/** A dead link whose target is nowhere in the tree under its name: somebody has to decide what becomes of it. */
const isUndecided = (finding: Finding, files: readonly string[]): boolean =>
  finding.kind === 'dead-link' && candidatesFor(finding.target, files).length !== 1

/** Files that have the name of a link's target, wherever they lie. */
export const candidatesFor = (target: string, files: readonly string[]): readonly string[] => {
  const name = posix.basename(target.replace(/[#?].*$/, ''))
  return files.filter((path) => posix.basename(path) === name)
}

/** The task of one finding. */
export const taskOf = (finding: Finding, files: readonly string[]): Task => ({
  title: titleOf(finding),
  kind: finding.kind,
  paths: [finding.file],
  line: finding.line,
  target: finding.target,
  why: finding.why,
  mend: finding.mend,
  planted: isPlanted(finding),
  ...(isUndecided(finding, files) ? { area: deadLinks } : {}),
})

const titleOf = (finding: Finding): string => {
  const mark = isPlanted(finding) ? ' (planted)' : ''
  return `${wordsOf(finding)}${mark}`
}

const wordsOf = ({ kind, file, line, target }: Finding): string => {
  switch (kind) {
    case 'dead-link':
      return `a dead link in ${file}:${line} to ${target}`
    case 'missing-file':
      return `${file}:${line} names ${target}, which is not there`
    case 'undeclared-import':
      return `${file}:${line} imports ${target}, which is not declared`
    case 'tracked-ignored':
      return `${file} is tracked and ignored`
    case 'conflict-marker':
      return `a conflict was left in ${file}:${line}`
    case 'dangling-link':
      return `the symbolic link ${file} leads nowhere, to ${target}`
  }
}

/**
 * Plans the tasks of a seed out of what can be mended. Both engineers get one in the guide, one that needs the decision, and their share of
 * the rest; who is first where is drawn from the seed.
 */
export const planTasks = (
  findings: readonly Finding[],
  files: readonly string[],
  seed: number,
): TaskPlan => {
  const random = seededRandom(seed, 'tasks')
  const planted = findings.filter(isPlanted)
  const inNotes = planted.filter(({ file }) => posix.basename(file) === 'notes.md')
  const conflict = inNotes.find(({ kind }) => kind === 'conflict-marker')
  const rest = planted.filter((finding) => !inNotes.includes(finding))
  const own = random.shuffle(findings.filter((one) => !isPlanted(one)))
  const chosen = [
    ...rest,
    ...(conflict === undefined ? [] : [conflict]),
    ...own.slice(0, ownTasksMax),
  ]
  const engineers = random.shuffle(['eve', 'bob'])
  const first = chosen.map((finding, place) =>
    assigned(finding, files, { work: `t${place + 1}`, engineer: engineers[place % 2] ?? 'eve' }),
  )
  return {
    first: first.toSorted((a, b) => rankOf(a.task) - rankOf(b.task)),
    again: repairOf(inNotes, files),
  }
}

/** What two engineers want at once comes first, then what needs a decision, then the rest. */
export const rankOf = (task: Task): number => {
  if (posix.basename(task.paths[0] ?? '') === 'guide.md') return 1
  return task.area === undefined ? 3 : 2
}

/**
 * The findings that an engineer of the first minute can mend from its worktree alone: those with one mechanical mend,
 * and links on whose fate you decide. Of several that one mend takes away, the first stands for all.
 */
export const mendableFindings = async (
  view: RepositoryView,
  findings: readonly Finding[],
): Promise<readonly Finding[]> => {
  const mendable = new Map<string, Finding>()
  for (const finding of findings) {
    const same = JSON.stringify([finding.kind, finding.file, finding.target])
    if (mendable.has(same)) continue
    if (isPlanted(finding) || (await isMendable(view, finding))) mendable.set(same, finding)
  }
  return [...mendable.values()]
}

const isMendable = async (view: RepositoryView, finding: Finding): Promise<boolean> => {
  const { file, kind, target } = finding
  if (kind === 'conflict-marker') return false
  if ((await mendOf(view, finding)) !== undefined) return true
  if (kind !== 'dead-link') return false
  const text = (await view.readTexts([file])).get(file)
  return text?.includes(`](${target})`) ?? false
}

const assigned = (
  finding: Finding,
  files: readonly string[],
  to: { readonly work: string; readonly engineer: string },
): Assigned => ({ ...to, task: taskOf(finding, files) })

// The second try at the notes has their dead link to mend as well, so that it rests on the decision.
const repairOf = (inNotes: readonly Finding[], files: readonly string[]): Assigned => {
  const [finding] = inNotes
  const task: Task =
    finding === undefined
      ? {
          title: 'notes',
          kind: 'conflict-marker',
          paths: [`${plantedFolder}/notes.md`],
          line: 1,
          target: '',
          why: '',
          mend: '',
          planted: true,
        }
      : taskOf(finding, files)
  const title = `a conflict and a dead link in ${task.paths.join(', ')} (planted)`
  return {
    work: 'second-try',
    engineer: 'kim',
    task: { ...task, title, kind: 'conflict-marker', area: deadLinks },
  }
}
