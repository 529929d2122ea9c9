/** The checker's proof of what is enacted in this ledger, before any of it runs; what is enacted apart is proved so. */
import { check, isAccepted, type ProtocolForm, type Verdict } from '../../../protocol/index.ts'
import type { CharterForm } from '../../charter-form.ts'
import type { CharterMistake } from '../charter-error.ts'

/** What the proof of a charter's protocols gives. */
export interface HomeProof {
  readonly mistakes: readonly CharterMistake[]
  /** By protocol, from how many members a role set is proved; those that hold from one are left out. */
  readonly leastSizes: NonNullable<CharterForm['leastSizes']>
}

/** Proves every protocol that is enacted at home. What the checker cannot decide is not proved, and refused as well. */
export const proveAtHome = ({
  protocols,
  apart = {},
}: Pick<CharterForm, 'protocols' | 'apart'>): HomeProof => {
  const judged = Object.values(protocols)
    .filter(({ name }) => apart[name] === undefined)
    .map((form) => [form, check(form)] as const)
  const least = judged.map(([form, verdict]) => [form.name, leastOf(form, verdict)] as const)
  return {
    mistakes: judged.flatMap(([form, verdict]) => mistakesOf(form, verdict)),
    leastSizes: Object.fromEntries(least.filter(([, sizes]) => Object.keys(sizes).length > 0)),
  }
}

const mistakesOf = ({ name }: ProtocolForm, verdict: Verdict): readonly CharterMistake[] => {
  if (isAccepted(verdict)) return []
  const place = `protocols.${name}`
  if (verdict.why.length === 0) {
    const sentence = `the checker gave up after ${verdict.states} states, so it is not proved`
    return [{ place, sentence, mend: 'Split it into smaller protocols.' }]
  }
  return verdict.why.map(({ sentence, mend }) => ({
    place,
    sentence: sentence.replace(/\.$/, ''),
    mend: `${mend} \`firm check\` shows the run.`,
  }))
}

const leastOf = (form: ProtocolForm, { holdsFrom }: Verdict): { readonly [set: string]: number } =>
  Object.fromEntries(
    form.roles.flatMap(({ name, set }) => {
      const least = holdsFrom[name] ?? 1
      return set && least > 1 ? [[name, least] as const] : []
    }),
  )
