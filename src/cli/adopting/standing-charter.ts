/** The charter that stands, as a running host tells it; whoever only follows work needs no more of charters. */
import { z } from 'zod'
import { accepted, type Outcome, type Refused, refused } from '../../base/index.ts'
import type { FirmClient } from '../../client/index.ts'
import type { OpenWork } from '../../kernel/charter/index.ts'
import type { CharterForm } from '../../kernel/index.ts'

/** What stands now, as the host tells it. */
export interface StandingCharter {
  readonly firm: string
  readonly operator: string
  /** Where the ledger stands. */
  readonly position: number
  readonly version: number
  /** What a signature comes after. */
  readonly lastActAt: number
  readonly charter: CharterForm
  readonly open: readonly OpenWork[]
}

const answered = z.object({
  firm: z.string(),
  position: z.int(),
  version: z.int(),
  lastActAt: z.int(),
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
  if (!read.success) return noCharter()
  return accepted({ ...read.data, operator: operatorIn(read.data.charter) })
}

/** Who is the operator by a charter; empty where nobody is. */
export const operatorIn = ({ members }: CharterForm): string =>
  Object.entries(members).find(([, { roles }]) => roles.includes('operator'))?.[0] ?? ''

/** The answer of a firm that has none. */
export const noCharter = (): Refused<string> =>
  refused('no-charter', 'this firm has no charter yet', 'Begin again: `firm init`.')
