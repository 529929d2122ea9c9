/** Hiring and dismissing: `members.ts` is written anew, and put back where the change is not adopted. */
import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { FirmError } from '../../base/index.ts'
import {
  type HiredMembers,
  linesToAdd,
  membersFile,
  readMembers,
  writeMembers,
} from '../../host/charter/index.ts'
import { reachFirm, type ReachNeeds } from '../open-firm/index.ts'
import type { Screen } from '../screen.ts'
import type { Signer } from '../signing.ts'
import { adoptChange, type CharterChange, readChange } from './charter-change.ts'

/** What came of it. */
export interface ChangedMembers {
  readonly version: number
  readonly differences: readonly string[]
}

/** What changing members needs. */
export interface MemberChange {
  readonly needs: ReachNeeds
  readonly signer: Signer
  readonly screen: Pick<Screen, 'write'>
  /** The members as they shall be, from those that are. */
  readonly change: (members: HiredMembers) => HiredMembers
  /** Looks at the change before it is signed; it throws what speaks against it. */
  readonly look: (change: CharterChange) => Promise<void>
}

/** Changes the hired members of the live firm. */
export const changeMembers = async (change: MemberChange): Promise<ChangedMembers> => {
  const { needs } = change
  const client = await reachFirm(needs)
  try {
    const { charterFolder } = needs.places
    const file = membersFile(charterFolder)
    const before = existsSync(file) ? await readFile(file, 'utf8') : undefined
    const members = accept(await readMembers(needs.loader, charterFolder))
    const changed = change.change(members)
    await writeMembers(charterFolder, changed)
    try {
      return await adopt(client, change, changed)
    } catch (error) {
      if (before === undefined) await rm(file, { force: true })
      else await writeFile(file, before)
      throw error
    }
  } finally {
    await client.close()
  }
}

const adopt = async (
  client: Awaited<ReturnType<typeof reachFirm>>,
  { needs, signer, screen, look }: MemberChange,
  members: HiredMembers,
): Promise<ChangedMembers> => {
  const change = accept(await readChange(client, needs))
  const lines = linesToAdd(change.loaded, members)
  if (lines !== undefined)
    throw new NotAdoptedError('the charter does not take members.ts in', lines)
  for (const line of change.lines) screen.write(line)
  await look(change)
  const version = accept(await adoptChange(client, change, signer))
  return { version, differences: change.lines }
}

const accept = <T>(
  outcome:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly message: string; readonly hint?: string },
): T => {
  if (outcome.ok) return outcome.value
  throw new NotAdoptedError(outcome.message, outcome.hint ?? 'Nothing was changed.')
}

/** The charter stays as it was. */
export class NotAdoptedError extends FirmError {
  override readonly name = 'NotAdoptedError'

  constructor(message: string, hint: string) {
    super('not-adopted', message, { hint })
  }
}
