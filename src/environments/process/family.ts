/** The family of one program: itself and what descends from it, found by birth, group, session and mark. */
import { carriesMark, readProcessTable, type SeenProcess } from './process-table.ts'

/** What is known of a family; it is kept over the life of the program, for links are lost when a parent ends. */
export interface Family {
  /** Absent when only the mark is known: the program was started by a host that is gone. */
  readonly root?: number
  readonly mark: string
  /** Every member ever seen, by number and start. */
  readonly known: Map<string, SeenProcess>
}

/** The family of a program that was started as the leader of its own session. */
export const beginFamily = (root: number, mark: string): Family => ({
  root,
  mark,
  known: new Map(),
})

/** The family of a program that another host started: its mark is all that is left of it. */
export const findFamily = (mark: string): Family => ({ mark, known: new Map() })

/** How to look: at which table, and whether marks are read. */
export interface Look {
  readonly marks: boolean
  /** A table read a moment ago; absent, it is read now. */
  readonly table?: readonly SeenProcess[]
}

/**
 * The living members. `marks` also looks into the environment of every process, which finds those
 * that broke every other link; it is dearer, and left out of the regular look.
 * What drops session, parents and mark between two looks is not found: only bubblewrap holds that.
 */
export const lookFor = async (family: Family, look: Look): Promise<readonly SeenProcess[]> => {
  const table = (look.table ?? (await readProcessTable())).filter(({ pid }) => pid !== process.pid)
  const members = new Map<number, SeenProcess>()
  const others: SeenProcess[] = []
  for (const seen of table) {
    const { pid, session, group } = seen
    const mine = [pid, session, group].includes(family.root ?? -1)
    if (mine || family.known.has(nameOf(seen))) members.set(pid, seen)
    else others.push(seen)
  }
  const strangers = addDescendants(members, others)
  if (look.marks) {
    const marked = await Promise.all(strangers.map(({ pid }) => carriesMark(pid, family.mark)))
    for (const [at, seen] of strangers.entries())
      if (marked[at] === true) members.set(seen.pid, seen)
    addDescendants(members, strangers)
  }
  for (const seen of members.values()) family.known.set(nameOf(seen), seen)
  return [...members.values()].filter(({ ended }) => !ended)
}

/** Whether a member left the group that the first signal reaches. */
export const hasEscaped = (family: Family, seen: SeenProcess): boolean => seen.group !== family.root

const nameOf = ({ pid, startedAt }: SeenProcess): string => `${pid}/${startedAt}`

/** Adds the children of members until there are no more; answers who is left. */
const addDescendants = (
  members: Map<number, SeenProcess>,
  others: readonly SeenProcess[],
): readonly SeenProcess[] => {
  let rest = others
  for (;;) {
    const born = rest.filter(({ parent }) => members.has(parent))
    if (born.length === 0) return rest
    for (const seen of born) members.set(seen.pid, seen)
    rest = rest.filter(({ pid }) => !members.has(pid))
  }
}
