/** Hiring and dismissing: `members.ts` is written anew, and put back where the change is not adopted. */
import { existsSync } from 'node:fs'
import { copyFile, link, rename, rm } from 'node:fs/promises'
import { FirmError } from '../../base/index.ts'
import {
  type HiredMembers,
  linesToAdd,
  membersFile,
  readMembers,
  writeMembers,
} from '../../host/charter/index.ts'
import { openLeaving } from '../leaving.ts'
import { reachFirm, type ReachNeeds } from '../open-firm/reach-firm.ts'
import type { Signer } from '../signing.ts'
import type { Surroundings } from '../surroundings.ts'
import { adoptSigned, type CharterChange, readChange, signChange } from './charter-change.ts'

/** What came of it. */
export interface ChangedMembers {
  readonly version: number
  readonly differences: readonly string[]
}

/** What changing members needs. */
export interface MemberChange {
  readonly needs: ReachNeeds
  readonly signer: Signer
  readonly surroundings: Surroundings
  readonly write: (line: string) => void
  /** The members as they shall be, from those that are. */
  readonly change: (members: HiredMembers) => HiredMembers
  /** Looks at the change before it is signed; it throws what speaks against it, and is told when the operator leaves. */
  readonly look: (change: CharterChange, leave: AbortSignal) => Promise<void>
}

/** Changes the hired members of the live firm. */
export const changeMembers = async (change: MemberChange): Promise<ChangedMembers> => {
  const { needs } = change
  const { charterFolder } = needs.places
  const file = membersFile(charterFolder)
  const members = accept(await readMembers(needs.loader, charterFolder))
  const changed = change.change(members)
  const before = await keepAside(file)
  // Ctrl-C must not leave the file changed and nothing adopted.
  const leaving = openLeaving()
  try {
    await writeMembers(charterFolder, changed)
    const adopted = await adopt(change, changed, leaving.signal)
    await rm(before, { force: true })
    return adopted
  } catch (error) {
    // Going back takes no room: a disk that is full may be why.
    if (existsSync(before)) await putBack(before, file)
    else await rm(file, { force: true })
    throw error
  } finally {
    leaving.end()
  }
}

const putBack = async (before: string, file: string): Promise<void> => {
  await rename(before, file)
  // Where both still name one file, renaming leaves both.
  await rm(before, { force: true })
}

/** A second name of a file, under which it stays when it is replaced; there is none where there is no file. */
const keepAside = async (file: string): Promise<string> => {
  const aside = `${file}.before`
  await rm(aside, { force: true })
  if (existsSync(file)) await nameTwice(file, aside)
  return aside
}

// A second name takes no room, which a full disk does not have; some file systems give none.
const nameTwice = async (file: string, aside: string): Promise<void> => {
  try {
    await link(file, aside)
  } catch {
    await copyFile(file, aside)
  }
}

/** The operator looks and signs first; only then the firm is reached, which others may be waiting for. */
const adopt = async (
  { needs, signer, surroundings, write, look }: MemberChange,
  members: HiredMembers,
  leave: AbortSignal,
): Promise<ChangedMembers> => {
  const change = accept(await readChange(surroundings, needs))
  const lines = linesToAdd(change.loaded, members)
  if (lines !== undefined)
    throw new NotAdoptedError('the charter does not take members.ts in', lines)
  for (const line of change.lines) write(line)
  await look(change, leave)
  if (leave.aborted)
    throw new NotAdoptedError('you left before it was signed', 'Nothing was changed.')
  const signed = await signChange(change, signer)
  const client = await reachFirm(needs)
  try {
    const version = accept(await adoptSigned(client, signed))
    return { version, differences: change.lines }
  } finally {
    await client.close()
  }
}

const accept = <T>(
  outcome:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly message: string; readonly hint?: string },
): T => {
  if (outcome.ok) return outcome.value
  const { message, hint = 'Nothing was changed.' } = outcome
  // A charter that is written wrong says the mend of each mistake beside it.
  throw new NotAdoptedError(message, message.includes(hint) ? undefined : hint)
}

/** The charter stays as it was. */
export class NotAdoptedError extends FirmError {
  override readonly name = 'NotAdoptedError'

  constructor(message: string, hint: string | undefined) {
    super('not-adopted', message, hint === undefined ? {} : { hint })
  }
}
