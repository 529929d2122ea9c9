/** Joins one file of configuration: planned, shown, kept in the record, written; planned anew where somebody wrote. */
import { sep } from 'node:path'
import type { Faults } from '../../base/index.ts'
import {
  type Configuration,
  type FilePlan,
  planJoin,
  planLeave,
  type Removal,
} from './configuration.ts'
import {
  forgetJoined,
  type JoinedFile,
  joinedFile,
  keepJoined,
  readJoined,
} from './joined-record.ts'
import {
  readSettings,
  refuseReadOnly,
  removeDraft,
  removeEmptyFolders,
  type SettingsFile,
  writeSettings,
} from './settings-file.ts'

/** A change that is about to be made. */
export interface PlannedChange {
  readonly file: string
  readonly before: string
  readonly after: string
  /** Whether the file comes into being, or goes. */
  readonly isWhole: boolean
}

/** What changing files needs. */
export interface Joining {
  readonly home: string
  readonly faults: Faults
  /** Shows a change, and asks for it. */
  readonly consent: (change: PlannedChange) => Promise<boolean>
}

/** What came of a file. */
export type FileOutcome =
  | { readonly kind: 'changed' | 'unchanged' | 'declined'; readonly file: string }
  | {
      readonly kind: 'refused'
      readonly file: string
      readonly message: string
      readonly hint: string
    }

const triesMax = 5

/** Makes a file hold what of ours belongs into it. */
export const joinFile = async (
  { agent, file, part }: Configuration,
  joining: Joining,
): Promise<FileOutcome> =>
  await changeFile(file, joining, {
    plan: (now, kept) => planJoin(part, now, kept),
    // The record comes first: whenever this is ended, it tells what the file was.
    before: ({ before, after }, found) => {
      const kept: JoinedFile = {
        agent,
        file,
        ...(before === undefined ? {} : { before }),
        after: after ?? '',
        folders: foldersMadeFor(file, joining.home, found),
      }
      keepJoined(joining.home, kept)
      joining.faults.reach('join: record kept')
    },
    after: () => undefined,
  })

/** The folders above a file that are there by us, outermost first; each file of ours in one answers for it. */
const foldersMadeFor = (file: string, home: string, found: SettingsFile): readonly string[] => {
  const made = readJoined(home).flatMap(({ folders }) => folders)
  const above = made.filter((folder) => file.startsWith(`${folder}${sep}`))
  return [...new Set([...above, ...found.missingFolders])].toSorted(
    (one, other) => one.length - other.length,
  )
}

/** Takes ours out of a file, and the file away where nothing else was in it. */
export const leaveFile = async (
  { file, removal }: { readonly file: string; readonly removal: Removal },
  joining: Joining,
): Promise<FileOutcome> =>
  await changeFile(file, joining, {
    plan: (now, kept) => planLeave(removal, now, kept),
    before: () => undefined,
    after: () => {
      const kept = joinedFile(joining.home, file)
      if (kept === undefined) return
      removeEmptyFolders(kept.folders)
      forgetJoined(joining.home, file)
      joining.faults.reach('leave: record kept')
    },
  })

interface Manner {
  readonly plan: (
    now: string | undefined,
    kept: JoinedFile | undefined,
  ) => ReturnType<typeof planJoin>
  /** What is done before the file is written, and once it is as it shall be. */
  readonly before: (plan: FilePlan, found: SettingsFile) => void
  readonly after: () => void
}

const changeFile = async (file: string, joining: Joining, manner: Manner): Promise<FileOutcome> => {
  let shown: string | undefined
  for (let tries = 1; ; tries += 1) {
    const found = readSettings(file)
    if (!found.ok) return refusal(file, found)
    removeDraft(found.value)
    const plan = manner.plan(found.value.text, joinedFile(joining.home, file))
    if (!plan.ok) return refusal(file, { ...plan, message: `${file}: ${plan.message}` })
    const { now, after } = plan.value
    if (after === now) {
      if (after !== undefined && isNews(joining.home, file, plan.value)) {
        manner.before(plan.value, found.value)
      }
      manner.after()
      return { kind: 'unchanged', file }
    }
    const writable = refuseReadOnly(found.value)
    if (!writable.ok) return refusal(file, writable)
    const change = describe(file, plan.value)
    const isShown = shown === `${change.before}\0${change.after}`
    if (!isShown && !(await joining.consent(change))) return { kind: 'declined', file }
    shown = `${change.before}\0${change.after}`
    manner.before(plan.value, found.value)
    const written = writeSettings(found.value, after, joining.faults)
    if (written.ok) {
      manner.after()
      return { kind: 'changed', file }
    }
    if (written.why !== 'written-meanwhile' || tries === triesMax) return refusal(file, written)
  }
}

/** Whether the record says something else of a file that is as it shall be. */
const isNews = (home: string, file: string, { before, after }: FilePlan): boolean => {
  const kept = joinedFile(home, file)
  return kept === undefined || kept.before !== before || kept.after !== after
}

const describe = (file: string, { now, after }: FilePlan): PlannedChange => ({
  file,
  before: now ?? '',
  after: after ?? '',
  isWhole: now === undefined || after === undefined,
})

const refusal = (
  file: string,
  { message, hint = 'Nothing was changed.' }: { readonly message: string; readonly hint?: string },
): FileOutcome => ({ kind: 'refused', file, message, hint })
