/** Changing the charter of a firm, live: what changes is said in words, signed, and adopted by its host. */
import { z } from 'zod'
import { accepted, type Outcome } from '../../base/index.ts'
import type { FirmClient } from '../../client/index.ts'
import type { CharterLoader, LoadedCharter } from '../../host/charter/index.ts'
import {
  diffCharters,
  formatDifference,
  isDifferent,
  openWork,
} from '../../kernel/charter/index.ts'
import { afterLastAct, charterHash } from '../../kernel/index.ts'
import { lookAt } from '../look-at.ts'
import type { FirmPlaces } from '../open-firm/firm-places.ts'
import type { Signer } from '../signing.ts'
import type { Surroundings } from '../surroundings.ts'
import { noCharter, operatorIn, type StandingCharter } from './standing-charter.ts'

/** A charter as it lies on disk, and how it differs from the one that stands. */
export interface CharterChange {
  readonly standing: StandingCharter
  readonly loaded: LoadedCharter
  readonly isDifferent: boolean
  readonly lines: readonly string[]
}

/** The same from the store, so that nobody else is kept waiting while the operator thinks. */
export const storedCharter = async (
  surroundings: Surroundings,
): Promise<Outcome<StandingCharter, string>> =>
  await lookAt(surroundings, undefined, async ({ state }) => {
    const { name: firm, position, charterVersion: version, lastActAt, charter } = state
    if (charter === undefined) return noCharter()
    const standing = { firm, position, version, lastActAt, charter, open: openWork(state) }
    return await Promise.resolve(accepted({ ...standing, operator: operatorIn(charter) }))
  })

/** Loads the charter on disk and compares it with the one that stands. */
export const readChange = async (
  surroundings: Surroundings,
  { loader, places }: { readonly loader: CharterLoader; readonly places: FirmPlaces },
): Promise<Outcome<CharterChange, string>> => {
  const standing = await storedCharter(surroundings)
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

/** A charter with the operator's word for it. */
export interface SignedCharter {
  readonly by: string
  readonly signature: string
  readonly hash: string
}

/** Signs a change; the passphrase is asked for here. */
export const signChange = async (
  { standing, loaded }: CharterChange,
  signer: Signer,
): Promise<SignedCharter> => {
  const hash = charterHash(loaded.firm.form)
  const signature = await signer.sign(standing.firm, 'apply', afterLastAct(standing, hash))
  return { by: standing.operator, hash, signature }
}

/** Has a signed charter adopted by the live firm; answers the version. */
export const adoptSigned = async (
  client: FirmClient,
  signed: SignedCharter,
): Promise<Outcome<number, string>> => {
  const adopted = await client.call('adopt', { ...signed })
  if (!adopted.ok) return adopted
  return accepted(z.object({ version: z.int() }).parse(adopted.value).version)
}
