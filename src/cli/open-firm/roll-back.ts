/** Returning to an earlier charter: with the code that it was adopted with, taken up by the live firm. */
import { accepted, type Json, type Outcome, refused } from '../../base/index.ts'
import { asJson, type RollBackOrder } from '../../host/verbs/index.ts'
import { decide } from '../../kernel/index.ts'
import type { Adopting } from './adopt-signed.ts'
import { loadKeptCode } from './kept-code.ts'

/** As with any charter, minds and environments are there before it is. */
export const rollBack = async (
  { places, loader, clock, company, host, memory, faults }: Adopting,
  { by, signature, version }: RollBackOrder,
): Promise<Outcome<Json, string>> => {
  const charter = host.state.charters.get(version)
  if (charter === undefined) {
    const said = `there is no version ${version} of the charter: the last is ${host.state.charterVersion}`
    return refused(
      'no-such-version',
      said,
      '`firm log` names the version of each that was adopted.',
    )
  }
  const order = { type: 'adopt-charter', charter, by, signature, rollsBackTo: version } as const
  const trial = decide(host.state, { ...order, at: clock.now(), host: host.options.name })
  if (!trial.ok) return refused(trial.why, trial.message)
  const { content } = host.options
  const kept = { places, loader, memory, content, faults }
  const loaded = await loadKeptCode(kept, charter.code)
  const goBack = (await company.prepare(loaded.firm)).take(host.state.charterVersion + 1)
  const verdict = await host.submit(order)
  if (verdict.ok) return accepted(asJson({ version: host.state.charterVersion }))
  goBack()
  return refused(verdict.why, verdict.message)
}
