/** Where a member's worktree lies, and what the host noted of it, out of the worktree's reach. */
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hashOfJson, isJsonObject } from '../../../base/index.ts'
import type { ScratchKey } from '../../../host/ports/index.ts'

/** The places of one worktree. */
export interface ScratchPlace {
  /** Holds the two below. */
  readonly folder: string
  /** The worktree itself; only this is given to the member. */
  readonly tree: string
  /** The host's own note. */
  readonly note: string
}

/** What the host noted when it made the worktree. */
export interface ScratchNote {
  /** Whose it is. */
  readonly key: ScratchKey
  /** The configuration of the clone as it was made; put back before git runs there for us. */
  readonly configuration: string
  /** What the member should know, as sentences. */
  readonly notes: readonly string[]
  /** What is laid out where the whole is not, as paths. */
  readonly about?: readonly string[]
  /** How many files there are where not all are laid out. */
  readonly filesCount?: number
}

/** The places for a key; the same key has the same places, on every start. */
export const placeOf = (root: string, key: ScratchKey): ScratchPlace => {
  const { environment, enactment, member } = key
  const name = member.replaceAll(/[^\p{L}\p{N}-]+/gu, '-').slice(0, 32)
  const folder = join(root, `${name}-${hashOfJson([environment, enactment, member]).slice(0, 16)}`)
  return { folder, tree: join(folder, 'tree'), note: join(folder, 'note.json') }
}

/** The note of a worktree that is complete; undefined where there is none, or its making was cut off. */
export const readNote = async (place: ScratchPlace): Promise<ScratchNote | undefined> => {
  const text = await readFile(place.note, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const value: unknown = JSON.parse(text)
  if (!isJsonObject(value)) return undefined
  const { configuration, notes, key, about, filesCount } = value
  if (typeof configuration !== 'string' || !Array.isArray(notes)) return undefined
  return {
    key: keyIn(key),
    configuration,
    notes: textsIn(notes),
    ...(Array.isArray(about) ? { about: textsIn(about) } : {}),
    ...(typeof filesCount === 'number' ? { filesCount } : {}),
  }
}

const textsIn = (values: readonly unknown[]): readonly string[] =>
  values.filter((value) => typeof value === 'string')

const keyIn = (value: unknown): ScratchKey => {
  const { environment, enactment, member } = isJsonObject(value) ? value : {}
  const text = (part: unknown): string => (typeof part === 'string' ? part : '')
  return { environment: text(environment), enactment: text(enactment), member: text(member) }
}

/** The keys of all worktrees below a root that are complete. */
export const listKeys = async (root: string): Promise<readonly ScratchKey[]> => {
  const names = await readdir(root).catch(() => [])
  const keys: ScratchKey[] = []
  for (const name of names) {
    const folder = join(root, name)
    const place = { folder, tree: join(folder, 'tree'), note: join(folder, 'note.json') }
    const note = await readNote(place)
    // Also of a folder that was moved aside and not wholly removed: discarding its key removes the rest.
    if (note !== undefined) keys.push(note.key)
  }
  return keys
}

/** Writes the note at once and whole: with it the worktree counts as made. */
export const writeNote = async (place: ScratchPlace, note: ScratchNote): Promise<void> => {
  await writeFile(`${place.note}.new`, JSON.stringify(note))
  await rename(`${place.note}.new`, place.note)
}
