/** Hiring and dismissing: `members.ts` is written anew, and put back where the change is not adopted. */
import { FirmError } from '../../base/index.ts'
import {
  type HiredMembers,
  linesToAdd,
  readMembers,
  writeMembers,
} from '../../host/charter/index.ts'
import { charterHash } from '../../kernel/index.ts'
import { openLeaving } from '../leaving.ts'
import { reachFirm, type ReachNeeds } from '../open-firm/reach-firm.ts'
import type { Signer } from '../signing.ts'
import type { Surroundings } from '../surroundings.ts'
import {
  adoptSigned,
  type CharterChange,
  readChange,
  signChange,
  storedCharter,
} from './charter-change.ts'
import { type EarlierMembers, earlierMembers } from './earlier-members.ts'

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
  const { needs, surroundings } = change
  const { charterFolder } = needs.places
  const { faults } = surroundings
  const earlier = earlierMembers(charterFolder, faults)
  await settleCutOff(change, earlier)
  const members = accept(await readMembers(needs.loader, charterFolder))
  const changed = change.change(members)
  await earlier.keep()
  const adopted = await tryToAdopt(change, { changed, earlier })
  await earlier.letGo()
  return adopted
}

const tryToAdopt = async (
  change: MemberChange,
  { changed, earlier }: { readonly changed: HiredMembers; readonly earlier: EarlierMembers },
): Promise<ChangedMembers> => {
  const { needs, surroundings } = change
  // Ctrl-C must not leave the file changed and nothing adopted.
  const leaving = openLeaving()
  try {
    await writeMembers(needs.places.charterFolder, changed, surroundings.faults)
    return await adopt(change, changed, leaving.signal)
  } catch (error) {
    // Whose answer was lost may have been adopted: the ledger says so where it can be read.
    const stands = await isAdopted(change, earlier).catch(() => false)
    await (stands ? earlier.letGo() : earlier.putBack())
    throw error
  } finally {
    leaving.end()
  }
}

/** A change that was cut off is taken back unless it was adopted, so that nobody adopts it along with another. */
const settleCutOff = async (change: MemberChange, earlier: EarlierMembers): Promise<void> => {
  if (!earlier.isKept()) return
  if (await isAdopted(change, earlier)) return await earlier.letGo()
  await earlier.putBack()
  change.write('An earlier change of members was cut off before it was adopted, and is taken back.')
}

const isAdopted = async (
  { needs, surroundings }: MemberChange,
  earlier: EarlierMembers,
): Promise<boolean> => {
  const { charter } = accept(await storedCharter(surroundings))
  const loaded = await needs.loader.load(needs.places.charterFile)
  const onDisk = loaded.ok ? loaded.value.firm.form.members : undefined
  return await earlier.isAdopted(needs.loader, { standing: charter.members, onDisk })
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
  const { standing, loaded } = change
  for (const line of change.lines) write(line)
  // Who gives the command again after a crash finds it done: nothing is adopted twice.
  if (charterHash(standing.charter) === charterHash(loaded.firm.form)) {
    return { version: standing.version, differences: [] }
  }
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
