/** Changing the charter of a firm, live: what changes is said in words, signed, and adopted by its host. */
import { z } from 'zod'
import { type Outcome, refused } from '../../base/index.ts'
import type { FirmClient } from '../../client/index.ts'
import type { CharterLoader, LoadedCharter } from '../../host/charter/index.ts'
import {
  diffCharters,
  formatDifference,
  isDifferent,
  type OpenWork,
} from '../../kernel/charter/index.ts'
import { charterHash, type CharterForm } from '../../kernel/index.ts'
import type { FirmPlaces } from '../open-firm/index.ts'
import type { Signer } from '../signing.ts'

/** What stands now, as the host tells it. */
export interface StandingCharter {
  readonly firm: string
  readonly operator: string
  /** Where the ledger stands. */
  readonly position: number
  readonly version: number
  readonly charter: CharterForm
  readonly open: readonly OpenWork[]
}

/** A charter as it lies on disk, and how it differs from the one that stands. */
export interface CharterChange {
  readonly standing: StandingCharter
  readonly loaded: LoadedCharter
  readonly isDifferent: boolean
  readonly lines: readonly string[]
}

const answered = z.object({
  firm: z.string(),
  position: z.int(),
  version: z.int(),
  charter: z.custom<CharterForm>((value) => typeof value === 'object' && value !== null),
  open: z.custom<readonly OpenWork[]>((value) => Array.isArray(value)),
})

/** What stands now. */
export const standingCharter = async (
  client: FirmClient,
): Promise<Outcome<StandingCharter, string>> => {
  const told = await client.call('charter', {})
  if (!told.ok) return told
  const read = answered.safeParse(told.value)
  if (!read.success) {
    return refused('no-charter', 'this firm has no charter yet', 'Begin again: `firm init`.')
  }
  const operator =
    Object.entries(read.data.charter.members).find(([, { roles }]) =>
      roles.includes('operator'),
    )?.[0] ?? ''
  return { ok: true, value: { ...read.data, operator } }
}

/** Loads the charter on disk and compares it with the one that stands. */
export const readChange = async (
  client: FirmClient,
  { loader, places }: { readonly loader: CharterLoader; readonly places: FirmPlaces },
): Promise<Outcome<CharterChange, string>> => {
  const standing = await standingCharter(client)
  if (!standing.ok) return standing
  const loaded = await loader.load(places.charterFile)
  if (!loaded.ok) return loaded
  const { charter, open } = standing.value
  const difference = diffCharters(charter, loaded.value.firm.form, open)
  return {
    ok: true,
    value: {
      standing: standing.value,
      loaded: loaded.value,
      isDifferent: isDifferent(difference),
      lines: formatDifference(difference).split('\n'),
    },
  }
}

/** Signs a change and has it adopted; answers the version. */
export const adoptChange = async (
  client: FirmClient,
  { standing, loaded }: CharterChange,
  signer: Signer,
): Promise<Outcome<number, string>> => {
  const hash = charterHash(loaded.firm.form)
  const signature = await signer.sign(standing.firm, 'apply', hash)
  const adopted = await client.call('adopt', { by: standing.operator, signature, hash })
  if (!adopted.ok) return adopted
  const version = z.object({ version: z.int() }).parse(adopted.value)
  return { ok: true, value: version.version }
}
