/** The first charter of a firm: the library's hand-off on a git repository, and one person. */
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { accepted, type Faults, noFaults, type Outcome, refused } from '../../base/index.ts'
import type { CharterFaultPoint } from './fault-points.ts'
import { formatMembers, membersFile, writeMembers } from './members-file.ts'
import { formatKey, quote } from './source-text.ts'

/** What `firm init` has learned. */
export interface FirstAnswers {
  readonly name: string
  /** The name of the person on the loop. */
  readonly operator: string
  readonly goal: string
  /** How one sees that the goal is reached, such as `npm test`. */
  readonly measure: string
  /** The folder of the repository, absolute or seen from the charter. */
  readonly repository: string
}

/** Why a first charter is not written. */
export type FirstRefusal = 'charter-exists'

/** The files of a first charter. */
export interface FirstCharter {
  readonly charter: string
  readonly members: string
}

/** Writes `firm.ts` and `members.ts` into a folder that has none. Nothing is overwritten. */
export const initCharter = async (
  folder: string,
  answers: FirstAnswers,
  faults: Faults = noFaults,
): Promise<Outcome<FirstCharter, FirstRefusal>> => {
  const reach = (point: CharterFaultPoint): void => faults.reach(point)
  const charter = join(folder, 'firm.ts')
  const members = membersFile(folder)
  const there = (await exists(charter)) ? charter : members
  if ((await exists(there)) && !(await isBegun(there))) {
    return refused('charter-exists', `${there} exists`, 'Change it, and adopt it by `firm apply`.')
  }
  await mkdir(folder, { recursive: true })
  await writeMembers(folder, {}, faults)
  // Put in place whole: half a charter would keep the next `firm init` from going on.
  const draft = `${charter}.new`
  try {
    reach('charter: before the charter is drafted')
    await writeFile(draft, firstCharter(answers), { flush: true })
    reach('charter: charter drafted')
    await rename(draft, charter)
    reach('charter: charter in place')
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  return accepted({ charter, members })
}

/** Whether a file is what a first charter begins with, left by one that was not finished. */
const isBegun = async (file: string): Promise<boolean> =>
  (await readFile(file, 'utf8')) === formatMembers({})

const exists = async (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )

// How the operator asks a lead, as it stands in every first charter.
const requestSource = `// What you ask of whoever is hired to lead: they hand it off, and answer once it is done.
const request = protocol('request', {
  key: 'request',
  roles: ['asker', 'lead'],
  facts: { request: id(), wish: Task, outcome: text(), refusal: text() },
  messages: {
    ask: { from: 'asker', to: 'lead', out: ['request', 'wish'] },
    answer: {
      from: 'lead',
      to: 'asker',
      in: ['wish'],
      not: ['refusal'],
      out: ['outcome'],
      ends: 'completed',
    },
    refuse: {
      from: 'lead',
      to: 'asker',
      in: ['wish'],
      not: ['outcome'],
      out: ['refusal'],
      ends: 'failed',
    },
  },
})`

/** The text of a first `firm.ts`. */
export const firstCharter = (answers: FirstAnswers): string =>
  `// The company as a program. Change it as you like: \`firm diff\` shows what a change does to work now
// open, and \`firm apply\` adopts it.
import {
  decision,
  edit,
  firm,
  git,
  goal,
  handoff,
  id,
  person,
  presence,
  protocol,
  question,
  text,
} from 'firm'
import { z } from 'zod'
import { members } from './members.ts'

const repo = git(${quote(answers.repository)})

// What is asked for, and the paths that it takes a lease on; without any, delivery shows them.
const Task = z.object({ text: z.string(), paths: z.array(z.string()) })

const work = handoff.with({
  facts: { spec: Task, result: repo.commit() },
  does: { apply: repo.merge('result') },
  lease: { accept: 'spec.paths' },
})

// What you decide on a topic stands, and who works under it is told when you change it: \`firm decide\`.
const ruling = decision.with({ facts: { proposal: text(), decided: text() } })

// The lease that each write of a window takes, on paths of the repository that \`work\` calls its place: \`firm join\`.
const edits = edit({ place: repo })

${requestSource}

export default firm(${quote(answers.name)}, {
  goal: goal(${quote(answers.goal)}, {
    owner: ${quote(answers.operator)},
    measure: ${quote(answers.measure)},
  }),
  members: {
    ${formatKey(answers.operator)}: person({ roles: ['operator'] }),
    ...members,
  },
  protocols: [work, ruling, request, presence, edits, question],
  policy: [],
})
`
