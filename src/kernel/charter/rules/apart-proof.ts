/** The checker's proof of what is enacted between ledgers, with the roles spread as the charter says. */
import { checkApart, type ProtocolForm } from '../../../protocol/index.ts'
import type { CharterForm } from '../../charter-form.ts'
import type { Elsewhere } from '../../elsewhere.ts'
import type { CharterMistake } from '../charter-error.ts'

/** What the checker finds wrong with protocols apart. What it cannot decide is no mistake. */
export const apartFindings = ({
  protocols,
  apart,
}: Pick<CharterForm, 'protocols' | 'apart'>): readonly CharterMistake[] =>
  Object.entries(apart ?? {}).flatMap(([name, elsewhere]) => {
    const form = protocols[name]
    if (form === undefined) return []
    const { why } = checkApart(form, { together: ledgersIn(form, elsewhere) })
    return why
      .filter(({ rule }) => rule !== 'not-judged')
      .map(({ sentence, mend }) => ({ place: `apart.${name}`, sentence, mend }))
  })

/** The roles by ledger: those of one firm stand in one, and ours are those that no firm is named for. */
export const ledgersIn = (
  form: ProtocolForm,
  elsewhere: Elsewhere,
): readonly (readonly string[])[] => {
  const ledgers = new Map<string, string[]>()
  for (const { name } of form.roles) {
    const firm = elsewhere[name] ?? ''
    ledgers.set(firm, [...(ledgers.get(firm) ?? []), name])
  }
  return [...ledgers.values()]
}
