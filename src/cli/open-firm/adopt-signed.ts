/** Adopting a charter that the operator signed: loaded afresh, kept with its code, and taken up by the live firm. */
import {
  accepted,
  type Clock,
  type Faults,
  type Json,
  type Outcome,
  refused,
} from '../../base/index.ts'
import type { CharterLoader } from '../../host/charter/index.ts'
import { type AdoptOrder, asJson } from '../../host/verbs/index.ts'
import { charterHash, decide } from '../../kernel/index.ts'
import type { Company } from './company.ts'
import { keepCode, type RememberingFirm } from './kept-code.ts'
import type { FirmPlaces } from './firm-places.ts'
import { refuseTwins } from './twin-places.ts'

/** Whose charter it becomes. */
export interface Adopting extends RememberingFirm {
  readonly places: FirmPlaces
  readonly loader: CharterLoader
  readonly clock: Clock
  readonly company: Company
  readonly faults: Faults
}

/** Minds and environments are there before the charter is, so that whoever it wakes can think. */
export const adoptSigned = async (
  { places, loader, clock, company, host, memory }: Adopting,
  { by, signature, hash }: AdoptOrder,
): Promise<Outcome<Json, string>> => {
  const loaded = await loader.load(places.charterFile)
  if (!loaded.ok) return loaded
  const { firm } = loaded.value
  if (charterHash(firm.form) !== hash) {
    return refused(
      'charter-changed',
      `${places.charterFile} is no longer what was signed`,
      'Look at it again with `firm diff`, and sign what is there now.',
    )
  }
  const order = { type: 'adopt-charter', charter: firm.form, by, signature } as const
  const trial = decide(host.state, { ...order, at: clock.now(), host: host.options.name })
  if (!trial.ok) return refused(trial.why, trial.message)
  const single = await refuseTwins(firm.form, places)
  if (!single.ok) return single
  const prepared = await company.prepare(firm)
  await keepCode({ host, memory }, loaded.value, by)
  const goBack = prepared.take(host.state.charterVersion + 1)
  const verdict = await host.submit(order)
  if (verdict.ok) {
    return accepted(asJson({ version: host.state.charterVersion, warnings: firm.warnings }))
  }
  goBack()
  return refused(verdict.why, verdict.message)
}
