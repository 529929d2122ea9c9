/** Examines a machine: what Firm needs, what makes it stronger, and what to do where it lacks. */
import type { Finding } from '../../api/index.ts'
import type { Machine } from './machine.ts'

const nodeFloor = [20, 19] as const
/** The first git whose `merge-tree` writes a tree without a worktree. */
const gitFloor = [2, 38] as const
const freeBytesFloor = 200 * 2 ** 20

/** Everything that was looked at, in the order in which it matters. */
export const examine = async (machine: Machine, home: string): Promise<readonly Finding[]> => [
  examineNode(machine),
  await examineGit(machine),
  await examineStorage(machine),
  examineHome(machine, home),
  examineDisk(machine, home),
  await examineSandbox(machine),
]

/** Whether nothing that Firm cannot do without is missing. */
export const isFit = (findings: readonly Finding[]): boolean =>
  findings.every(({ health }) => health !== 'missing')

const isAtLeast = (version: string, [major, minor]: readonly [number, number]): boolean => {
  const [one = 0, two = 0] = version.split('.').map((part) => Number.parseInt(part, 10))
  return one > major || (one === major && two >= minor)
}

const examineNode = ({ nodeVersion }: Machine): Finding => {
  const what = 'Node'
  if (isAtLeast(nodeVersion, nodeFloor)) return { what, health: 'well', found: nodeVersion }
  const mend = `Install Node ${nodeFloor.join('.')} or later.`
  return { what, health: 'missing', found: nodeVersion, mend }
}

const examineGit = async ({ outputOf }: Machine): Promise<Finding> => {
  const what = 'git'
  const mend = `Install git ${gitFloor.join('.')} or later.`
  const version = /\d+\.\d+(\.\d+)?/.exec((await outputOf('git', ['--version'])) ?? '')?.[0]
  if (version === undefined) return { what, health: 'missing', found: 'no git on the path', mend }
  if (isAtLeast(version, gitFloor)) return { what, health: 'well', found: version }
  return { what, health: 'missing', found: version, mend }
}

const examineStorage = async ({ troubleLoading }: Machine): Promise<Finding> => {
  const what = 'storage'
  const trouble = await troubleLoading('libsql')
  if (trouble === undefined) return { what, health: 'well', found: 'SQLite loads' }
  const mend = 'Install the packages again on this machine: `npm ci`.'
  return { what, health: 'missing', found: `SQLite does not load: ${trouble}`, mend }
}

const examineHome = ({ isWritable }: Machine, home: string): Finding => {
  const what = 'home'
  if (isWritable(home)) return { what, health: 'well', found: home }
  const mend = 'Choose a folder that you may write to with FIRM_HOME.'
  return { what, health: 'missing', found: `${home} cannot be written`, mend }
}

const examineDisk = ({ freeBytes }: Machine, home: string): Finding => {
  const what = 'disk'
  const free = freeBytes(home)
  if (free === undefined) return { what, health: 'weaker', found: 'the system does not say' }
  const found = `${Math.floor(free / 2 ** 20)} MB free`
  if (free >= freeBytesFloor) return { what, health: 'well', found }
  return { what, health: 'missing', found, mend: 'Make room: a firm writes to disk all the time.' }
}

/** Without it members are ended by process group and mark; with it they cannot escape at all. */
const examineSandbox = async ({ outputOf }: Machine): Promise<Finding> => {
  const what = 'bubblewrap'
  const version = await outputOf('bwrap', ['--version'])
  const unfenced = 'Members run unfenced without it, and each of their effects needs your approval.'
  if (version === undefined) {
    return { what, health: 'weaker', found: 'not installed', mend: `Install it: ${unfenced}` }
  }
  const works = await outputOf('bwrap', ['--ro-bind', '/', '/', '--unshare-pid', 'true'])
  if (works !== undefined) return { what, health: 'well', found: version.trim() }
  const mend = `Allow user namespaces on this machine: ${unfenced}`
  return { what, health: 'weaker', found: 'installed, but it may not make namespaces', mend }
}
