/** One file of an agent's configuration: what it shall hold, and how that is put in and taken out. */
import { accepted, type Outcome, refused } from '../../base/index.ts'
import type { AgentName } from '../../host/index.ts'
import { parseDocument, type Uneditable } from './json-document.ts'
import {
  addEntries,
  type Bare,
  isBlank,
  type JsonEntry,
  type JsonSweep,
  oursIn,
  removeEntries,
} from './json-entries.ts'
import { addBlock, blockIn, removeBlock } from './marked-block.ts'
import { type GoingTable, removeTables } from './toml-sections.ts'

/** A file, and what of ours belongs into it. */
export interface Configuration {
  readonly agent: AgentName | 'every'
  /** An absolute path. */
  readonly file: string
  readonly part: Part
  /** Why it is there, in a few words for the person who is asked. */
  readonly purpose: string
  /** Whether it holds the door's token, which must not be committed. */
  readonly isSecret: boolean
}

/** What of ours belongs into a file: entries of JSON, or lines between marks. */
export type Part =
  | {
      readonly kind: 'json'
      readonly entries: readonly JsonEntry[]
      readonly sweeps: readonly JsonSweep[]
    }
  | {
      readonly kind: 'block'
      readonly lines: readonly string[]
      /** Whether the file then says what it said and ours, and nothing else. */
      readonly isProved?: (before: string, after: string) => boolean
    }

/** How ours is taken out again, which needs no knowledge of what it was. */
export type Removal =
  | { readonly kind: 'json'; readonly sweeps: readonly JsonSweep[] }
  | { readonly kind: 'block' }
  | { readonly kind: 'toml'; readonly goes: GoingTable }

/** What was kept of a file when ours was put in. A file that was not there is absent. */
export interface KeptFile {
  readonly before?: string
  readonly after: string
}

/** A file as it is, as it would be without ours, and as it shall be. Absent is no file. */
export interface FilePlan {
  readonly now?: string
  readonly before?: string
  readonly after?: string
}

/** What joining makes of a file. */
export const planJoin = (
  part: Part,
  now: string | undefined,
  kept: KeptFile | undefined,
): Outcome<FilePlan, Uneditable> => {
  const bare = bareOf(part, now, kept)
  if (!bare.ok) return bare
  const before = bare.value
  const after = added(part, before ?? '')
  if (!after.ok) return after
  const isThere = now !== undefined && isSame(part, now, after.value)
  return accepted(filePlan({ now, before, after: isThere ? now : after.value }))
}

const added = (part: Part, text: string): Outcome<string, Uneditable> => {
  if (part.kind === 'json') return addEntries(text, part.entries)
  const after = addBlock(text, part.lines)
  if (part.isProved?.(text, after) ?? true) return accepted(after)
  const said = 'what we would add is there already, or cannot be added behind what is there'
  return refused('taken', said, 'Look whether it is broken, or has our table by another hand.')
}

/** What leaving makes of a file. */
export const planLeave = (
  removal: Removal,
  now: string | undefined,
  kept: KeptFile | undefined,
): Outcome<FilePlan, Uneditable> => {
  const bare = bareOf(removal, now, kept)
  if (!bare.ok) return bare
  return accepted(filePlan({ now, before: bare.value, after: bare.value }))
}

const filePlan = ({
  now,
  before,
  after,
}: { readonly [part in keyof FilePlan]: string | undefined }): FilePlan => ({
  ...(now === undefined ? {} : { now }),
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
})

/** The file without ours: the very bytes from before where nobody wrote since, else all but ours. */
const bareOf = (
  removal: Removal,
  now: string | undefined,
  kept: KeptFile | undefined,
): Outcome<string | undefined, Uneditable> => {
  if (now === undefined) return accepted(undefined)
  if (kept === undefined) return removed(removal, now, { kind: 'unknown' })
  if (now === kept.after || now === kept.before) return accepted(kept.before)
  const rest = removed(removal, now, { kind: 'known', text: kept.before ?? '' })
  if (!rest.ok) return rest
  return accepted(kept.before === undefined && isBlank(rest.value) ? undefined : rest.value)
}

const removed = (removal: Removal, text: string, bare: Bare): Outcome<string, Uneditable> => {
  switch (removal.kind) {
    case 'json':
      return removeEntries(text, removal.sweeps, bare)
    case 'block':
      return accepted(removeBlock(text, bare))
    case 'toml':
      return removeTables(text, removal.goes, bare.kind === 'known' ? bare.text : undefined)
  }
}

/** Whether a file holds all of ours already, in whatever layout its owner gave it. */
const isSame = (part: Part, now: string, after: string): boolean => {
  if (part.kind === 'block') return blockIn(now)?.join('\n') === blockIn(after)?.join('\n')
  const [one, other] = [parseDocument(now), parseDocument(after)]
  if (!one.ok || !other.ok) return now === after
  return oursIn(one.value, part.sweeps) === oursIn(other.value, part.sweeps)
}
