/** The code of earlier charters, for the work that began under them and is still open (rule 10). */
import type { FirmError } from '../../base/index.ts'
import type { FirmState } from '../../kernel/index.ts'
import type { Company, CompanyCode, EarlierCode } from './company.ts'
import { CodeLostError, type KeptCode, loadKeptCode } from './kept-code.ts'

/** What keeping earlier code needs. */
export interface EarlierNeeds {
  readonly company: Company
  readonly kept: KeptCode
  /** The code of the newest charter, where it could be loaded. */
  readonly newest: CompanyCode | undefined
  readonly warn?: (error: FirmError) => void
}

/** Loads what open work began with. Code that is gone is said by every turn that would need it. */
export const keepEarlierCode = async (state: FirmState, needs: EarlierNeeds): Promise<void> => {
  const versions = new Set([...state.open.values()].map(({ charter }) => charter))
  for (const version of versions) {
    const form = state.charters.get(version)
    if (form === undefined || version === state.charterVersion) continue
    await needs.company.keepEarlier(version, { form, code: await codeOf(form, version, needs) })
  }
}

const codeOf = async (
  form: EarlierCode['form'],
  version: number,
  { kept, newest, warn }: EarlierNeeds,
): Promise<EarlierCode['code']> => {
  if (newest?.form.code === form.code) return newest
  try {
    return (await loadKeptCode(kept, form.code)).firm
  } catch (error) {
    if (!(error instanceof CodeLostError)) throw error
    warn?.(error)
    return { lost: `its work began under charter ${version}: ${error.message}` }
  }
}
